import { t } from "../../i18n";
import type { ToastAction } from "./toasts";

/** Offers to undo what a message reports. Ctrl+Z does it as well, even after the message is gone. */
export const undoAction = (run: () => unknown): ToastAction => ({ label: t("app.undo"), run, undoes: true });
