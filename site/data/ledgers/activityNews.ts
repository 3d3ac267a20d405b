import "../../i18n/en/activity";
import type { ActivityEntry } from "../../../domain/ledgers/activitySchemas";
import { t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { shared } from "../../lib/ledger/openLedger";
import { navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { isNews, lastVisit, type Visit, visited } from "./lastVisit";

/** Entries that are read at most to count them. */
const MOST_READ = 100;

/** Entries that are read at most to find one of others: the user's own, such as an import, may come before it. */
const MOST_SEARCHED = 500;

/** Tells once what others did in a shared ledger since the user looked last on this device. */
export async function tellNews(): Promise<void> {
  const open = shared.peek();
  const before = lastVisit();
  const { entries, isAll } = await newestEntries(before);
  if (shared.peek() !== open) return;
  const count = newsIn(entries, before).length;
  if (count === 0) {
    // An act of others that stands behind entries of the user's own stays news.
    if (isAll || before === undefined) visited(entries, isAll);
    return;
  }
  showToast(t(isAll ? "activity.news" : "activity.newsAtLeast", { count }), {
    label: t("activity.show"),
    run: () => navigate("settings/activity"),
  });
}

const newsIn = (entries: readonly ActivityEntry[], before: Visit | undefined) =>
  before === undefined ? [] : entries.filter((entry) => isNews(entry, before));

/**
 * Reads the entries since a visit, up to a few pages, and those of the first page that shows anything: what has expired
 * in the trash is left out of pages.
 */
async function newestEntries(
  before: Visit | undefined,
): Promise<{ entries: ActivityEntry[]; isAll: boolean }> {
  const entries: ActivityEntry[] = [];
  const since = before?.since;
  let cursor: string | undefined;
  do {
    const page = await call("GET /activity", { query: { cursor } });
    entries.push(...page.entries);
    cursor = page.cursor;
    const isNewer = since !== undefined && (entries.at(-1)?.at ?? "") > since;
    const most = newsIn(entries, before).length > 0 ? MOST_READ : MOST_SEARCHED;
    if (entries.length > 0 && (!isNewer || entries.length >= most)) break;
  } while (cursor !== undefined);
  const isAll = cursor === undefined || (entries.at(-1)?.at ?? "") <= (since ?? "");
  return { entries, isAll };
}
