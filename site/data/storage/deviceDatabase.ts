import {
  type DBSchema,
  type IDBPDatabase,
  type OpenDBCallbacks,
  openDB,
  type StoreKey,
  type StoreNames,
  type StoreValue,
} from "idb";
import { storedKeys } from "../../lib/storage/storedKeys";
import { readStored, store } from "../../lib/storage/webStorage";

/** A database of this device, which is opened when it is needed first, and again when it was closed. */
interface DeviceDatabase<Tables extends DBSchema> {
  /** Runs work in the database. It may have been closed since it was opened; then it is opened again. */
  run<T>(work: (db: IDBPDatabase<Tables>) => Promise<T>): Promise<T>;
  /** Stores a row under the key that it has. */
  put<Table extends StoreNames<Tables>>(
    table: Table,
    key: StoreKey<Tables, Table> & string,
    row: StoreValue<Tables, Table>,
  ): Promise<void>;
  /** Deletes a row. If the page is closed before the browser has, the next one that opens the database does it before it reads. */
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
    }).then(finishDrops(notes, storedKeys(notes)));
    opening.catch(forget); // A refusal need not be the last word.
    return opening;
  };
  const run: DeviceDatabase<Tables>["run"] = async (work) => {
    const used = open();
    try {
      return await work(await used);
    } catch {
      // Another call that failed may have opened it again.
      if (opening === used) forget();
      return work(await open());
    }
  };
  return {
    run,
    async put(table, key, row) {
      store(notes + key, undefined);
      await run((db) => db.put(table, row));
    },
    async drop(table, key) {
      // localStorage keeps the note at once; the browser deletes the row later.
      const note = notes + key;
      store(note, table);
      await open().catch((error: unknown) => {
        // A browser that refuses the database has no row.
        store(note, undefined);
        throw error;
      });
      await run((db) => db.delete(table, key));
      store(note, undefined);
    },
    onClosed(listener) {
      tellClosed = listener;
    },
  };
}

/**
 * Deletes the rows that earlier pages had no time to delete.
 * @param prefix Begins the names of the notes.
 * @param left The notes of earlier pages.
 */
const finishDrops =
  (prefix: string, left: readonly string[]) =>
  async <Tables extends DBSchema>(db: IDBPDatabase<Tables>): Promise<IDBPDatabase<Tables>> => {
    for (const note of left) {
      const [table, key] = [readStored(note), note.slice(prefix.length)] as [never, never];
      // Storage was tampered with, or another release had such a table.
      if (!db.objectStoreNames.contains(table)) store(note, undefined);
      else {
        const deleted = db.delete(table, key);
        await deleted.then(() => store(note, undefined)).catch(() => undefined);
      }
    }
    return db;
  };
