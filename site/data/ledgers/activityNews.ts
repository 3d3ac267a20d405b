import "../../i18n/en/activity";
import type { ActivityEntry } from "../../../domain/ledgers/activitySchemas";
import { t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { shared } from "../../lib/ledger/openLedger";
import { navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { isNews, lastVisit, visited } from "./lastVisit";

/** Entries that are read at most to count them. */
const MOST_READ = 100;

/** Tells once what others did in a shared ledger since the user looked last on this device. */
export async function tellNews(): Promise<void> {
  const open = shared.peek();
  const before = lastVisit();
  const { entries, isAll } = await newestEntries(before?.since);
  if (shared.peek() !== open) return;
  const count = before === undefined ? 0 : entries.filter((entry) => isNews(entry, before)).length;
  if (count === 0) return visited(entries, isAll);
  showToast(t(isAll ? "activity.news" : "activity.newsAtLeast", { count }), {
    label: t("activity.show"),
    run: () => navigate("settings/activity"),
  });
}

/**
 * Reads the entries since an instant, up to a few pages, and those of the first page that shows anything: what has
 * expired in the trash is left out of pages.
 */
async function newestEntries(
  since: string | undefined,
): Promise<{ entries: ActivityEntry[]; isAll: boolean }> {
  const entries: ActivityEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await call("GET /activity", { query: { cursor } });
    entries.push(...page.entries);
    cursor = page.cursor;
    const isNewer = since !== undefined && entries.length < MOST_READ && (entries.at(-1)?.at ?? "") > since;
    if (entries.length > 0 && !isNewer) break;
  } while (cursor !== undefined);
  const isAll = cursor === undefined || (entries.at(-1)?.at ?? "") <= (since ?? "");
  return { entries, isAll };
}
