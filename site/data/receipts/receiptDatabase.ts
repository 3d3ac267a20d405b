import type { DBSchema } from "idb";
import { deviceDatabase } from "../storage/deviceDatabase";

// Receipts that are not sent yet, in a database of their own: their pictures are too large for localStorage, and no screen but
// theirs needs them.

/** The bytes of a receipt, with its metadata as JSON; encrypted once its user has signed out. */
export interface KeptReceipt {
  receiptId: string;
  /** The ledger that it is for. */
  owner: string;
  sealed: boolean;
  about: Uint8Array<ArrayBuffer>;
  picture: Uint8Array<ArrayBuffer>;
}

interface Tables extends DBSchema {
  receipts: { key: string; value: KeptReceipt; indexes: { owner: string } };
}

const database = deviceDatabase<Tables>("receipts", 1, (db) => {
  db.createObjectStore("receipts", { keyPath: "receiptId" }).createIndex("owner", "owner");
});

export const { onClosed } = database;

/** The receipts of a ledger that wait on this device. */
export function readKeptReceipts(owner: string): Promise<KeptReceipt[]> {
  return database.run((db) => db.getAllFromIndex("receipts", "owner", owner));
}

export function readKeptReceipt(receiptId: string): Promise<KeptReceipt | undefined> {
  return database.run((db) => db.get("receipts", receiptId));
}

export async function putReceipt(stored: KeptReceipt): Promise<void> {
  await database.put("receipts", stored.receiptId, stored);
}

export async function dropReceipt(receiptId: string): Promise<void> {
  await database.drop("receipts", receiptId);
}
