import { t } from "../../i18n";
import type { ToastAction } from "./toasts";

/** Offers to take back what a message tells of. Ctrl+Z does it as well, also when the message is gone. */
export const undoAction = (run: () => unknown): ToastAction => ({ label: t("app.undo"), run, undoes: true });
