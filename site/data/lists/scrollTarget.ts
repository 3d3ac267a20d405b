import { signal } from "@preact/signals";

/** The expense or the day that the list is to scroll to as soon as it has it. */
export const sought = signal<string | undefined>();
