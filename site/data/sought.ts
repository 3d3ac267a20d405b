import { signal } from "@preact/signals";

/** The expense that the list is to scroll to as soon as it has it. */
export const sought = signal<string | undefined>();
