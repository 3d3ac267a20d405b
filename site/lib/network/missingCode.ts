import { t } from "../../i18n";
import { showToast, type ToastAction } from "../page/toasts";
import { reach } from "./reach";

/** A file that is always there, and that the service worker never answers from its cache. */
const PROBE = "sw.js";

/**
 * Explains why code could not be fetched: there is no connection, or a deployment has replaced this version of the page, and
 * with it the file.
 */
export const explainMissing = (): Promise<{ text: string; action?: ToastAction }> =>
  reach(PROBE, { method: "HEAD", cache: "no-store" }).then(
    () => ({ text: t("app.update"), action: { label: t("app.reload"), run: () => location.reload() } }),
    () => ({ text: t("app.noConnection") }),
  );

/** Tells the user that code could not be fetched. */
export async function tellMissing(): Promise<void> {
  const { text, action } = await explainMissing();
  showToast(text, action);
}
