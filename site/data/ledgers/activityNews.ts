import "../../i18n/en/activity";
import type { ActivityEntry } from "../../../domain/ledgers/activitySchemas";
import { t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { shared } from "../../lib/ledger/openLedger";
import { navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import { isNews, lastVisit, visited } from "./lastVisit";

/** Tells once what others did in a shared ledger since the user looked last on this device. */
export async function tellNews(): Promise<void> {
  const open = shared.peek();
  const since = lastVisit();
  const entries = await newestEntries();
  const [newest] = entries;
  if (newest === undefined || shared.peek() !== open) return;
  const count = since === undefined ? 0 : entries.filter((entry) => isNews(entry, since)).length;
  if (count === 0) return visited(newest.at);
  showToast(t("activity.news", { count }), {
    label: t("activity.show"),
    run: () => navigate("settings/activity"),
  });
}

/** The first page that shows anything: what has expired in the trash is left out of pages. */
async function newestEntries(): Promise<ActivityEntry[]> {
  let page = await call("GET /activity");
  while (page.entries.length === 0 && page.cursor !== undefined) {
    page = await call("GET /activity", { query: { cursor: page.cursor } });
  }
  return page.entries;
}
