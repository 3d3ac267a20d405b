import { computed, signal } from "@preact/signals";
import { shared } from "./openLedger";

/** The ID of a shared ledger that the user cannot enter any more: they were removed, or it was deleted. */
export const goneLedger = signal<string>();

/** True while the ledger that is open is one that the user cannot enter any more. */
export const isGone = computed(() => shared.value !== undefined && shared.value.id === goneLedger.value);
