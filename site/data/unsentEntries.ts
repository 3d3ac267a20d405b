import { propertiesOf, readStored, store } from "../lib/storage";
import type { Draft, Entry } from "./model";
import { expected } from "./outbox";

// The second place of unsent entries: a browser may empty IndexedDB, or refuse it, and keep localStorage. An item for each entry,
// so that pages in several tabs do not overwrite each other's.

const PREFIX = "unsent:";

/** Keeps an entry. Returns false if the browser refused. */
export function keepUnsentEntry(userId: string, entry: Entry): boolean {
  return store(PREFIX + entry.key, { ...entry, userId });
}

export function dropUnsentEntry(key: string): void {
  store(PREFIX + key, undefined);
}

/** The entries of a user that are kept. */
export function unsentEntries(userId: string): Entry[] {
  return keys().flatMap((key) => {
    const { userId: owner, ...entry } = propertiesOf(readStored(key));
    return owner === userId && isEntry(entry) ? [entry] : [];
  });
}

function keys(): string[] {
  try {
    const all = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? "");
    return all.filter((key) => key.startsWith(PREFIX));
  } catch {
    return []; // The browser refuses; see storage.ts.
  }
}

const FIELDS = [
  "description",
  "amount",
  "currency",
  "date",
  "category",
] as const satisfies readonly (keyof Draft)[];

function isEntry(read: unknown): read is Entry {
  const { key, draft, order, state } = propertiesOf(read);
  const fields = propertiesOf(draft);
  if (typeof key !== "string" || typeof order !== "number" || typeof state !== "string") return false;
  if (FIELDS.some((name) => typeof fields[name] !== "string")) return false;
  try {
    expected(read as Entry);
    return true;
  } catch {
    return false; // Not an amount of a currency, or not a time.
  }
}
