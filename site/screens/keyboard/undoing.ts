import { effect } from "@preact/signals";
import { user } from "../../lib/auth/session";
import { hideToast, type ToastAction, toast } from "../../lib/page/toasts";

/** Undoes the last thing that can be undone, also once its message is gone. */
let last: ToastAction | undefined;

/** Keeps what the messages at the edge of the screen offer to undo. @returns stops it. */
export function followUndo(): () => void {
  return effect(() => {
    if (!user.value) last = undefined;
    const found = toast.value?.actions.find(({ undoes }) => undoes);
    if (found) last = found;
  });
}

/** Undoes the last thing that can be undone, once. */
export function undoLast(): void {
  const undo = last;
  last = undefined;
  if (!undo) return;
  hideToast();
  void undo.run();
}
