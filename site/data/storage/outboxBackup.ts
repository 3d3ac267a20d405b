import { storedKeys } from "../../lib/storage/storedKeys";
import { propertiesOf, readStored, store } from "../../lib/storage/webStorage";
import type { Entry } from "../expenses/model";
import { isEntry } from "./storedShapes";

// The second place of unsent entries: a browser may empty or refuse IndexedDB, and keep localStorage. An item for each
// entry, so that pages in several tabs do not overwrite each other's.

const PREFIX = "unsent:";

/** Keeps an entry. Returns false if the browser refused. */
export function keepUnsentEntry(userId: string, entry: Entry): boolean {
  return store(PREFIX + entry.key, { ...entry, userId });
}

export function dropUnsentEntry(key: string): void {
  store(PREFIX + key, undefined);
}

/** The key of the entry that is kept as an item; undefined if it is something else. */
export const keyOfUnsent = (item: string | null): string | undefined =>
  item?.startsWith(PREFIX) ? item.slice(PREFIX.length) : undefined;

/** The entries of a user that are kept. */
export function unsentEntries(userId: string): Entry[] {
  return storedKeys(PREFIX).flatMap((key) => {
    const { userId: owner, ...entry } = propertiesOf(readStored(key));
    return owner === userId && isEntry(entry) ? [entry] : [];
  });
}
