import { signal } from "@preact/signals";

/** Counts what this page did to the unsent writes and settings that are kept: they lie in storage, which tells nobody. */
export const unsentChanges = signal(0);

/** Tells those who show what is unsent that it changed. */
export function noteUnsentChange(): void {
  unsentChanges.value = unsentChanges.peek() + 1;
}
