import { type DBSchema, type IDBPDatabase, type OpenDBCallbacks, openDB } from "idb";

/** A database of this device, which is opened when it is needed first, and again when it was closed. */
export interface DeviceDatabase<Tables extends DBSchema> {
  /** Runs work in the database. It may have been closed since it was opened; then it is opened again. */
  run<T>(work: (db: IDBPDatabase<Tables>) => Promise<T>): Promise<T>;
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
    });
    opening.catch(forget); // A refusal need not be the last word.
    return opening;
  };
  return {
    async run(work) {
      try {
        return await work(await open());
      } catch {
        forget();
        return work(await open());
      }
    },
    onClosed(listener) {
      tellClosed = listener;
    },
  };
}
