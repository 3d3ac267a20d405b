import "../../i18n/en/activity";
import type { ActivityEntry } from "../../../domain/ledgers/activitySchemas";
import { MAX_ACTIVITY_PAGE } from "../../../domain/values/limits";
import { t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { shared } from "../../lib/ledger/openLedger";
import { navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { isNews, lastVisit, type Visit, visited } from "./lastVisit";

/** Entries that are read at most to count those of others. */
const MOST_READ = 100;

/** The newest entries as far as they were read. */
export interface NewestEntries {
  entries: readonly ActivityEntry[];
  /** The place at which reading continues; undefined if they are all. */
  cursor: string | undefined;
}

/** Tells once what others did in a shared ledger since the user looked last on this device. */
export async function tellNews(): Promise<void> {
  const open = shared.peek();
  const before = lastVisit();
  const newest = await readToNews(before, await firstEntries(), MOST_READ);
  if (shared.peek() !== open) return;
  const { entries } = newest;
  const isAll = !isNewer(newest, before);
  const count = newsIn(entries, before).length;
  if (count === 0) {
    visited(entries, isAll);
    return;
  }
  showToast(t(isAll ? "activity.news" : "activity.newsAtLeast", { count }), {
    label: t("activity.show"),
    run: () => navigate("settings/activity"),
  });
}

export const newsIn = (entries: readonly ActivityEntry[], before: Visit | undefined) =>
  before === undefined ? [] : entries.filter((entry) => isNews(entry, before));

/** Reads the first page that shows anything: what has expired in the trash is left out of pages. */
async function firstEntries(): Promise<NewestEntries> {
  let page = await call("GET /activity", { query: {} });
  while (page.entries.length === 0 && page.cursor !== undefined)
    page = await call("GET /activity", { query: { cursor: page.cursor } });
  return { entries: page.entries, cursor: page.cursor };
}

/**
 * Reads on until the entries include one of others since a visit, or all since then. However many of the user's own come
 * before it, such as those of a file that another program sent: they are read once, since the visit is over then.
 * @param least The number of entries that are read if more follow, even though some are of others.
 */
export async function readToNews(
  before: Visit | undefined,
  known: NewestEntries,
  least = 0,
): Promise<NewestEntries> {
  let newest = known;
  let hasNews = newsIn(known.entries, before).length > 0;
  while (before !== undefined && isNewer(newest, before) && !(hasNews && newest.entries.length >= least)) {
    const query = { cursor: newest.cursor, limit: MAX_ACTIVITY_PAGE };
    const { entries, cursor } = await call("GET /activity", { query });
    hasNews ||= newsIn(entries, before).length > 0;
    newest = { entries: [...newest.entries, ...entries], cursor };
  }
  return newest;
}

/** Returns true if entries since a visit may follow. */
const isNewer = ({ entries, cursor }: NewestEntries, before: Visit | undefined) =>
  cursor !== undefined && (entries.at(-1)?.at ?? "~") > (before?.since ?? "");
