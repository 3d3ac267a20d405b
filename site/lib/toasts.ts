import { signal } from "@preact/signals";
import type { Said } from "../i18n";

/** A short message at the edge of the screen, with at most one thing to do about it. */
export interface Toast {
  id: number;
  text: Said;
  action?: { label: string; run: () => unknown };
}

/** The message that shows; a newer one takes its place. */
export const toast = signal<Toast | undefined>();

let lastId = 0;

export function showToast(text: Said, action?: Toast["action"]): void {
  lastId += 1;
  toast.value = { id: lastId, text, ...(action && { action }) };
}

export function hideToast(): void {
  toast.value = undefined;
}
