import { computed, signal } from "@preact/signals";
import type { LedgerRole } from "../../domain/ledgers/roles";
import { user } from "./session";
import { propertiesOf, readStored, store } from "./storage";

const LEDGER = "ledger";

/** A shared ledger that the user opened on this device. */
export interface OpenLedger {
  id: string;
  name: string;
  role: LedgerRole;
}

/** The shared ledger that shows; undefined for the user's own. It stays for the life of the page: another one is opened by a reload. */
export const shared = signal<OpenLedger | undefined>();

/** The ID of the ledger that shows; a user's own has the ID of the user. What is kept on this device is kept by it. */
export const ledgerId = computed(() => user.value && (shared.value?.id ?? user.value.id));

/** Returns true if the user may change the settings of the ledger that shows. */
export const isOwner = () => (shared.value?.role ?? "owner") === "owner";

/** Who added an expense to a shared ledger, for those of others. `data/people.ts` knows. */
export const authorOf = signal<(userId: string) => string | undefined>(nobody);

/** Opens the ledger that the user chose last on this device. */
export function resumeLedger(): void {
  const { userId, id, name, role } = propertiesOf(readStored(LEDGER));
  if (typeof id !== "string" || userId !== user.peek()?.id) return;
  shared.value = { id, name: String(name), role: role as LedgerRole };
}

/** Closes the ledger that shows, and forgets who shares it: they are not the next user's to know. */
export function closeLedger(): void {
  shared.value = undefined;
  authorOf.value = nobody;
  rememberLedger();
}

function nobody(): undefined {}

/** Remembers which ledger is to be open; the user's own if there is none. */
export function rememberLedger(ledger?: OpenLedger): void {
  store(LEDGER, ledger && { userId: user.peek()?.id, ...ledger });
}
