import { effect } from "@preact/signals";
import { user } from "../../lib/auth/session";
import { hideToast, nextAct, type ToastAction, toast } from "../../lib/page/toasts";

/** The acts that are kept, at most. */
const KEPT = 20;

/** The ways back from the user's acts, from the first to the last, also once their messages are gone. */
let acts: readonly { id: number; undo: ToastAction }[] = [];

/** An act has one message at a time, and may have to wait for its turn to tell. */
function keep(id: number, undo: ToastAction): void {
  const others = acts.filter((act) => act.id !== id);
  acts = [...others, { id, undo }].sort((a, b) => a.id - b.id).slice(-KEPT);
}

/** Keeps the way back from an act that has no message, because the list on screen shows it. */
export const keepUntold = (undo: ToastAction) => keep(nextAct(), undo);

/** Keeps what the messages at the edge of the screen offer to undo. @returns stops it. */
export function followUndo(): () => void {
  return effect(() => {
    if (!user.value) acts = [];
    const { id = 0, actions = [] } = toast.value ?? {};
    const undo = actions.find(({ undoes }) => undoes);
    if (undo) keep(id, undo);
  });
}

/** Undoes the user's last act that is not undone, and the next time the one before it. */
export function undoLast(): void {
  const open = acts.filter(({ undo }) => undo.undoes);
  acts = open.slice(0, -1);
  const last = open.at(-1);
  if (!last) return;
  if (toast.peek()?.id === last.id) hideToast();
  void last.undo.run();
}
