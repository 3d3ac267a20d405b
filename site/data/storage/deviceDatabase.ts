import {
  type DBSchema,
  type IDBPDatabase,
  type OpenDBCallbacks,
  openDB,
  type StoreKey,
  type StoreNames,
} from "idb";
import { storedKeys } from "../../lib/storage/storedKeys";
import { readStored, store } from "../../lib/storage/webStorage";

/** A database of this device, which is opened when it is needed first, and again when it was closed. */
export interface DeviceDatabase<Tables extends DBSchema> {
  /** Runs work in the database. It may have been closed since it was opened; then it is opened again. */
  run<T>(work: (db: IDBPDatabase<Tables>) => Promise<T>): Promise<T>;
  /** Deletes a row. If the page is closed before the browser has, the next page does it before it reads. */
  drop<Table extends StoreNames<Tables>>(table: Table, key: StoreKey<Tables, Table> & string): Promise<void>;
  /** Calls `listener` when the database has been closed. The rows may be gone. */
  onClosed(listener: () => void): void;
}

export function deviceDatabase<Tables extends DBSchema>(
  name: string,
  version: number,
  upgrade: NonNullable<OpenDBCallbacks<Tables>["upgrade"]>,
): DeviceDatabase<Tables> {
  let opening: Promise<IDBPDatabase<Tables>> | undefined;
  let tellClosed = () => {};
  const notes = `dropped:${name}:`;
  const forget = () => {
    opening = undefined;
  };
  const closed = () => {
    forget();
    tellClosed();
  };
  const open = () => {
    opening ??= openDB<Tables>(name, version, {
      upgrade,
      // Another tab deletes the database or needs to upgrade its layout.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        closed();
      },
      // The browser closed it by itself: its storage ran short, or the user cleared the site's data.
      terminated: closed,
    }).then(finishDrops);
    opening.catch(forget); // A refusal need not be the last word.
    return opening;
  };
  const finishDrops = async (db: IDBPDatabase<Tables>) => {
    for (const note of storedKeys(notes)) {
      // If storage was tampered with, the database refuses a table that it does not have.
      const [table, key] = [readStored(note), note.slice(notes.length)] as [never, never];
      await db
        .delete(table, key)
        .then(() => store(note, undefined))
        .catch(() => undefined);
    }
    return db;
  };
  const run: DeviceDatabase<Tables>["run"] = async (work) => {
    try {
      return await work(await open());
    } catch {
      forget();
      return work(await open());
    }
  };
  return {
    run,
    async drop(table, key) {
      // The browser takes this at once, and deletes the row later.
      const note = notes + key;
      store(note, table);
      await run((db) => db.delete(table, key));
      store(note, undefined);
    },
    onClosed(listener) {
      tellClosed = listener;
    },
  };
}
