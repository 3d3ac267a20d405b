import "../i18n/en/activity";
import { t } from "../i18n";
import { call } from "../lib/api";
import { shared } from "../lib/ledger";
import { navigate } from "../lib/route";
import { showToast } from "../lib/toasts";
import { isNews, lastVisit, visited } from "./visits";

/** Tells once what others did in a shared ledger since the user looked last on this device. */
export async function tellNews(): Promise<void> {
  const open = shared.peek();
  const since = lastVisit();
  const { entries } = await call("GET /activity");
  const [newest] = entries;
  if (newest === undefined || shared.peek() !== open) return;
  const count = since === undefined ? 0 : entries.filter((entry) => isNews(entry, since)).length;
  if (count === 0) return visited(newest.at);
  showToast(t("activity.news", { count }), {
    label: t("activity.show"),
    run: () => navigate("settings/activity"),
  });
}
