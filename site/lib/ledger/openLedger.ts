import { computed, signal } from "@preact/signals";
import { includesRole, type LedgerRole, mayChange } from "../../../domain/ledgers/roles";
import { user } from "../auth/session";
import { propertiesOf, readStored, store } from "../storage/webStorage";

const LEDGER = "ledger";

/** A shared ledger that the user opened on this device. */
export interface OpenLedger {
  id: string;
  name: string;
  role: LedgerRole;
  /** `#rrggbb`; absent from one that has the page's own. */
  colour?: string | undefined;
  /** Present if it is archived. */
  archived?: true | undefined;
}

/** The shared ledger that shows; undefined for the user's own. It stays for the life of the page: another one is opened by a reload. */
export const shared = signal<OpenLedger | undefined>();

/** The ID of the ledger that shows; a user's own has the ID of the user. What is kept on this device is kept by it. */
export const ledgerId = computed(() => user.value && (shared.value?.id ?? user.value.id));

/** The user's role in the ledger that shows. An archived one is there to be read, whatever their role. */
const role = () => (shared.value?.archived ? "viewer" : (shared.value?.role ?? "owner"));

/** Returns true if the user may change the settings of the ledger that shows. */
export const isOwner = () => role() === "owner";

/** Returns true if the user may add expenses. */
export const mayAdd = () => includesRole(role(), "contributor");

/** Returns true if the user may change or delete what somebody added. */
export const mayEdit = (createdBy: string) => mayChange(role(), isMe(createdBy));

/** Returns true if the user may change what everybody added, and what recurs. */
export const mayEditAll = () => includesRole(role(), "editor");

/** The members of the ledger that shows. */
export interface People {
  /** The addresses of its members, by their IDs. */
  emails: ReadonlyMap<string, string>;
  /** The IDs of its members by their former IDs, from lost user pools. */
  successors: ReadonlyMap<string, string>;
  /** All IDs of somebody, the one that they have by now first. */
  idsOf(userId: string): string[];
  /** The name of anybody who added an expense. */
  nameOf(userId: string): string;
}

/** The people of a shared ledger, once `ledgerPeople.ts` knows them. */
export const people = signal<People | undefined>();

/** The ID that somebody has by now. */
export const idOf = (userId: string) => people.value?.successors.get(userId) ?? userId;

/** All IDs of somebody, the one that they have by now first. */
export const idsOf = (userId: string) => people.value?.idsOf(userId) ?? [userId];

/** Returns true if an ID is one of the user's. */
export const isMe = (userId: string) => user.value !== undefined && idOf(userId) === user.value.id;

/** The user who added an expense to a shared ledger, if it was somebody else. */
export const authorOf = (userId: string) => (isMe(userId) ? undefined : people.value?.nameOf(userId));

/** Opens the ledger that the user chose last on this device. */
export function resumeLedger(): void {
  const { userId, id, name, role, colour, archived } = propertiesOf(readStored(LEDGER));
  if (typeof id !== "string" || userId !== user.peek()?.id) return;
  shared.value = {
    id,
    name: String(name),
    role: role as LedgerRole,
    ...(typeof colour === "string" && { colour }),
    ...(archived === true && { archived }),
  };
}

/** Closes the ledger that shows, and forgets who shares it: they are not the next user's to know. */
export function closeLedger(): void {
  shared.value = undefined;
  people.value = undefined;
  rememberLedger();
}

/** Remembers which ledger to open; the user's own if there is none. */
export function rememberLedger(ledger?: OpenLedger): void {
  store(LEDGER, ledger && { userId: user.peek()?.id, ...ledger });
}
