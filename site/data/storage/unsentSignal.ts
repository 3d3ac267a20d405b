import { signal } from "@preact/signals";

/**
 * Counts what this page did to the unsent writes and settings that are kept: they are in storage, which signals
 * nothing.
 */
export const unsentChanges = signal(0);

/** Notifies views of unsent data that it changed. */
export function noteUnsentChange(): void {
  unsentChanges.value = unsentChanges.peek() + 1;
}
