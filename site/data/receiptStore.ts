import { type DBSchema, type IDBPDatabase, openDB } from "idb";

// Receipts that are not sent yet, in a database of their own: their pictures are too large for localStorage, and no screen but
// theirs needs them.

/** The bytes of a receipt, with what is known of it as JSON; encrypted once its user has signed out. */
export interface StoredReceipt {
  receiptId: string;
  /** The ledger that it is for. */
  owner: string;
  sealed: boolean;
  about: Uint8Array<ArrayBuffer>;
  picture: Uint8Array<ArrayBuffer>;
}

interface Tables extends DBSchema {
  receipts: { key: string; value: StoredReceipt; indexes: { owner: string } };
}

let opening: Promise<IDBPDatabase<Tables>> | undefined;

const forget = () => {
  opening = undefined;
};

function database(): Promise<IDBPDatabase<Tables>> {
  opening ??= openDB<Tables>("receipts", 1, {
    upgrade(db) {
      db.createObjectStore("receipts", { keyPath: "receiptId" }).createIndex("owner", "owner");
    },
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      forget();
    },
    terminated: forget,
  });
  opening.catch(forget); // A refusal need not be the last word.
  return opening;
}

/** The receipts of a ledger that wait on this device. */
export async function readReceipts(owner: string): Promise<StoredReceipt[]> {
  return (await database()).getAllFromIndex("receipts", "owner", owner);
}

export async function readReceipt(receiptId: string): Promise<StoredReceipt | undefined> {
  return (await database()).get("receipts", receiptId);
}

export async function putReceipt(stored: StoredReceipt): Promise<void> {
  await (await database()).put("receipts", stored);
}

export async function dropReceipt(receiptId: string): Promise<void> {
  await (await database()).delete("receipts", receiptId);
}
