import { signal } from "@preact/signals";

/** True while the sheet that adds an expense is open: on a screen that has no room for the form beside the list. */
export const adding = signal(false);
