import { signal } from "@preact/signals";
import type { Said } from "../i18n";

/** Something to do about a message. */
export interface ToastAction {
  label: string;
  run: () => unknown;
  /** True if it takes back what the message tells of. */
  undoes?: boolean;
}

/** A short message at the edge of the screen, with at most two things to do about it. */
export interface Toast {
  id: number;
  text: Said;
  actions: readonly ToastAction[];
}

/** The message that shows; a newer one takes its place. */
export const toast = signal<Toast | undefined>();

let lastId = 0;

export function showToast(text: Said, ...actions: (ToastAction | undefined)[]): void {
  lastId += 1;
  toast.value = { id: lastId, text, actions: actions.filter((action) => action !== undefined) };
}

export function hideToast(): void {
  toast.value = undefined;
}
