import type { DBSchema } from "idb";
import type { Expense } from "../../../domain/expenses/expense";
import type { Summary } from "../../../domain/expenses/summary";
import type { Entry } from "../expenses/model";
import { deviceDatabase } from "./deviceDatabase";
import { areExpenses, isEntry, isSummary } from "./storedShapes";

/** A month as it was last seen. */
export interface StoredMonth {
  userId: string;
  month: string;
  expenses: readonly Expense[];
  /** True if the month has more expenses than these, which are the newest. */
  partial: boolean;
  summary: Summary;
}

/** The last answer of the API to a request. */
interface StoredAnswer {
  /** The ledger that was open. */
  owner: string;
  request: string;
  /** The release of the page that kept it. */
  reader: string;
  answer: unknown;
}

interface Tables extends DBSchema {
  outbox: { key: string; value: Entry & { userId: string }; indexes: { userId: string } };
  months: { key: [string, string]; value: StoredMonth };
  answers: { key: [string, string]; value: StoredAnswer };
}

/** Expenses kept per month: enough for use without a network. */
const KEPT = 500;

const database = deviceDatabase<Tables>("expenses", 2, (db, from) => {
  if (from < 1) {
    db.createObjectStore("outbox", { keyPath: "key" }).createIndex("userId", "userId");
    db.createObjectStore("months", { keyPath: ["userId", "month"] });
  }
  db.createObjectStore("answers", { keyPath: ["owner", "request"] });
});

export const { onClosed } = database;

/** Unconfirmed entries of a user. */
export async function readOutbox(userId: string): Promise<Entry[]> {
  const found = await database.run((db) => db.getAllFromIndex("outbox", "userId", userId));
  return found.map(({ userId: _, ...entry }) => entry).filter(isEntry);
}

export async function putEntry(userId: string, entry: Entry): Promise<void> {
  await database.put("outbox", entry.key, { ...entry, userId });
}

export async function dropEntry(key: string): Promise<void> {
  await database.drop("outbox", key);
}

/** The month as it was last seen, if the page can show it. */
export async function readMonth(userId: string, month: string): Promise<StoredMonth | undefined> {
  const kept = await database.run((db) => db.get("months", [userId, month]));
  return kept && areExpenses(kept.expenses) && isSummary(kept.summary) ? kept : undefined;
}

/** The keys that begin with an ID: an array is greater than every string. */
const keysOf = (id: string) => IDBKeyRange.bound([id], [id, []]);

/** All months of a user that the page can show. */
export async function readMonths(userId: string): Promise<StoredMonth[]> {
  const kept = await database.run((db) => db.getAll("months", keysOf(userId)));
  return kept.filter(({ expenses }) => areExpenses(expenses));
}

export async function putMonth(stored: StoredMonth): Promise<void> {
  const expenses = stored.expenses.slice(0, KEPT);
  const partial = stored.partial || stored.expenses.length > KEPT;
  await database.run((db) => db.put("months", { ...stored, expenses, partial }));
}

export async function putAnswer(stored: StoredAnswer): Promise<void> {
  await database.run((db) => db.put("answers", stored));
}

/** The answer to a request, if this release of the page kept it. */
export async function readAnswer(key: Omit<StoredAnswer, "answer">): Promise<StoredAnswer | undefined> {
  const kept = await database.run((db) => db.get("answers", [key.owner, key.request]));
  return kept?.reader === key.reader ? kept : undefined;
}

/** Deletes all that was seen of a ledger. */
export async function forgetLedger(id: string): Promise<void> {
  const range = keysOf(id);
  await database.run(async (db) => {
    await db.delete("months", range);
    await db.delete("answers", range);
  });
}

/** Deletes all that was seen. Unsent entries stay until their user comes back. */
export async function forgetSeen(): Promise<void> {
  await database.run(async (db) => {
    await db.clear("months");
    await db.clear("answers");
  });
}
