import { t } from "../../i18n";
import { showToast, type ToastAction } from "../page/toasts";
import { isPassing } from "./passing";
import { problemOf } from "./requestError";

/**
 * Offers to undo what a message reports. Ctrl+Z does it as well, even after the message is gone; either does it once. If it fails,
 * the user is told why, and it is offered again where it may succeed later.
 */
export function undoAction(run: () => unknown): ToastAction {
  const action = redoAction(async () => {
    action.undoes = false;
    try {
      await run();
    } catch (error) {
      action.undoes = isPassing(error);
      throw error;
    }
  });
  return Object.assign(action, { undoes: true });
}

/** Offers to undo an undo. Ctrl+Z goes on to what was done before instead of doing it. */
export function redoAction(run: () => unknown): ToastAction {
  const action = {
    label: t("app.undo"),
    run: async () => {
      try {
        await run();
      } catch (error) {
        showToast(problemOf(error).message, isPassing(error) ? action : undefined);
      }
    },
  };
  return action;
}
