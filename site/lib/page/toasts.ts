import { signal } from "@preact/signals";
import type { Said } from "../../i18n";

/** Something to do about a message. */
export interface ToastAction {
  label: string;
  run: () => unknown;
  /** True if it undoes what the message reports. */
  undoes?: boolean;
}

/** A short message at the edge of the screen, with at most two things to do about it. */
export interface Toast {
  id: number;
  text: Said;
  actions: readonly ToastAction[];
}

/** The message that shows. */
export const toast = signal<Toast | undefined>();

let lastId = 0;
let waiting: Toast[] = [];

/** Begins an act of the user. @returns its number. */
export function nextAct(): number {
  lastId += 1;
  return lastId;
}

/** Shows a message in place of the one that shows. */
export function showToast(text: Said, ...actions: (ToastAction | undefined)[]): void {
  toastOfAct()(text, ...actions);
}

/**
 * Begins an act of the user whose message comes with an answer. What the user does meanwhile has its own message, with its own undo:
 * one about an earlier act does not take its place, but shows after it.
 * @returns shows the message, which a later one of the same act replaces, for example one that tells of its progress.
 */
export function toastOfAct(): typeof showToast {
  const id = nextAct();
  return (text, ...actions) => {
    const told = { id, text, actions: actions.filter((action) => action !== undefined) };
    waiting = waiting.filter((other) => other.id !== id);
    if (toast.value && toast.value.id > id) waiting.push(told);
    else toast.value = told;
  };
}

/** Ends the message that shows. The next one that waits takes its place. */
export function hideToast(): void {
  toast.value = waiting.shift();
}

/** Forgets all messages, for example those to the user before. */
export function forgetToasts(): void {
  waiting = [];
  hideToast();
}
