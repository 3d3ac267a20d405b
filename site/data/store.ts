import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Expense } from "../../domain/expenses/expense";
import type { Summary } from "../../domain/expenses/summary";
import type { Entry } from "./model";

/** A month as it was last seen. */
export interface StoredMonth {
  userId: string;
  month: string;
  expenses: readonly Expense[];
  summary: Summary;
}

interface Tables extends DBSchema {
  outbox: { key: string; value: Entry & { userId: string }; indexes: { userId: string } };
  months: { key: [string, string]; value: StoredMonth };
}

/** Expenses kept per month: enough for use without a network. */
const KEPT = 500;

let opening: Promise<IDBPDatabase<Tables>> | undefined;

function database(): Promise<IDBPDatabase<Tables>> {
  opening ??= openDB<Tables>("expenses", 1, {
    upgrade(db) {
      db.createObjectStore("outbox", { keyPath: "key" }).createIndex("userId", "userId");
      db.createObjectStore("months", { keyPath: ["userId", "month"] });
    },
    // Another tab needs to upgrade the layout: close, and open again when needed.
    blocking: (_current, _blocked, event) => {
      opening = undefined;
      (event.target as IDBDatabase).close();
    },
  });
  return opening;
}

/** Unconfirmed entries of a user in the order in which they were typed. */
export async function readOutbox(userId: string): Promise<Entry[]> {
  const found = await (await database()).getAllFromIndex("outbox", "userId", userId);
  return found.sort((a, b) => a.order - b.order).map(({ userId: _, ...entry }) => entry);
}

export async function putEntry(userId: string, entry: Entry): Promise<void> {
  await (await database()).put("outbox", { ...entry, userId });
}

export async function dropEntry(key: string): Promise<void> {
  await (await database()).delete("outbox", key);
}

export async function readMonth(userId: string, month: string): Promise<StoredMonth | undefined> {
  return (await database()).get("months", [userId, month]);
}

export async function putMonth(stored: StoredMonth): Promise<void> {
  await (await database()).put("months", { ...stored, expenses: stored.expenses.slice(0, KEPT) });
}

/** Deletes all months. Unsent entries stay until their user comes back. */
export async function forgetMonths(): Promise<void> {
  await (await database()).clear("months");
}
