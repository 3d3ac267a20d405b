import { t } from "../../i18n";
import type { ToastAction } from "./toasts";

/** Offers to undo what a message reports. Ctrl+Z does it as well, even after the message is gone; either does it once. */
export function undoAction(run: () => unknown): ToastAction {
  const action: ToastAction = {
    ...redoAction(run),
    undoes: true,
    run: () => {
      action.undoes = false;
      return run();
    },
  };
  return action;
}

/** Offers to undo an undo. Ctrl+Z goes on to what was done before instead of doing it. */
export const redoAction = (run: () => unknown): ToastAction => ({ label: t("app.undo"), run });
