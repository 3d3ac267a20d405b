import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Expense } from "../../domain/expenses/expense";
import type { Summary } from "../../domain/expenses/summary";
import { areExpenses, isEntry, isSummary } from "./checks";
import type { Entry } from "./model";

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
export interface StoredAnswer {
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

let opening: Promise<IDBPDatabase<Tables>> | undefined;

let tellClosed: () => void = () => undefined;

/** Calls `listener` when the browser has closed the database. What was in it may be gone. */
export function onClosed(listener: () => void): void {
  tellClosed = listener;
}

/** Lets the database be opened anew when it is needed next. */
function forgetDatabase(): void {
  opening = undefined;
}

function database(): Promise<IDBPDatabase<Tables>> {
  opening ??= openDB<Tables>("expenses", 2, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore("outbox", { keyPath: "key" }).createIndex("userId", "userId");
        db.createObjectStore("months", { keyPath: ["userId", "month"] });
      }
      db.createObjectStore("answers", { keyPath: ["owner", "request"] });
    },
    // Another tab deletes the database or needs to upgrade its layout.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      forgetDatabase();
      tellClosed();
    },
    // The browser closed it by itself: its storage ran short, or the user cleared the site's data.
    terminated: () => {
      forgetDatabase();
      tellClosed();
    },
  });
  opening.catch(forgetDatabase); // A refusal need not be the last word.
  return opening;
}

/** Runs work in the database. It may have been closed since it was opened; then it is opened again. */
async function inDatabase<T>(work: (db: IDBPDatabase<Tables>) => Promise<T>): Promise<T> {
  try {
    return await work(await database());
  } catch {
    forgetDatabase();
    return work(await database());
  }
}

/** Unconfirmed entries of a user. */
export async function readOutbox(userId: string): Promise<Entry[]> {
  const found = await inDatabase((db) => db.getAllFromIndex("outbox", "userId", userId));
  return found.map(({ userId: _, ...entry }) => entry).filter(isEntry);
}

export async function putEntry(userId: string, entry: Entry): Promise<void> {
  await inDatabase((db) => db.put("outbox", { ...entry, userId }));
}

export async function dropEntry(key: string): Promise<void> {
  await inDatabase((db) => db.delete("outbox", key));
}

/** The month as it was last seen, if the page can show it. */
export async function readMonth(userId: string, month: string): Promise<StoredMonth | undefined> {
  const kept = await inDatabase((db) => db.get("months", [userId, month]));
  return kept && areExpenses(kept.expenses) && isSummary(kept.summary) ? kept : undefined;
}

/** All months of a user that the page can show. */
export async function readMonths(userId: string): Promise<StoredMonth[]> {
  const range = IDBKeyRange.bound([userId], [userId, []]); // An array is greater than every string.
  const kept = await inDatabase((db) => db.getAll("months", range));
  return kept.filter(({ expenses }) => areExpenses(expenses));
}

export async function putMonth(stored: StoredMonth): Promise<void> {
  const expenses = stored.expenses.slice(0, KEPT);
  const partial = stored.partial || stored.expenses.length > KEPT;
  await inDatabase((db) => db.put("months", { ...stored, expenses, partial }));
}

export async function putAnswer(stored: StoredAnswer): Promise<void> {
  await inDatabase((db) => db.put("answers", stored));
}

/** The answer to a request, if this release of the page kept it. */
export async function readAnswer(key: Omit<StoredAnswer, "answer">): Promise<StoredAnswer | undefined> {
  const kept = await inDatabase((db) => db.get("answers", [key.owner, key.request]));
  return kept?.reader === key.reader ? kept : undefined;
}

/** Deletes all that was seen. Unsent entries stay until their user comes back. */
export async function forgetSeen(): Promise<void> {
  await inDatabase(async (db) => {
    await db.clear("months");
    await db.clear("answers");
  });
}
