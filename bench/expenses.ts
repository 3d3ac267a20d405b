import { ulid } from "ulid";
import type { ExpenseItem } from "../domain/expenses/model";
import type { LedgerSource } from "../domain/ledgers/ledgerSource";
import { DAY_MS } from "../domain/values/duration";

/** The month of the generated expenses. */
export const MONTH = "2026-09";
const FIRST_INSTANT = Date.UTC(2026, 8, 1);
const MONTH_MS = 30 * DAY_MS;

const DESCRIPTIONS = [
  "Lunch with the team",
  "Train to Köln, 2nd class",
  'Paper, pens "fine"',
  "Hotel",
  "=SUM(A1:A9)",
];
const CATEGORIES = ["Food", "Travel", "Office", "Other"];

/**
 * Returns expense number `index` of a ledger: the same every time, spread evenly over the month if there are `count` of
 * them.
 */
export function madeUp(ledgerId: string, index: number, count: number): ExpenseItem {
  const instant = FIRST_INSTANT + Math.floor((index / count) * MONTH_MS);
  const at = new Date(instant).toISOString();
  return {
    expenseId: ulid(instant, () => digit(ledgerId, index)).slice(0, 18) + index.toString().padStart(8, "0"),
    ledgerId,
    amount: 100 + (index % 90_000),
    currency: "USD",
    date: at.slice(0, 10),
    description: DESCRIPTIONS[index % DESCRIPTIONS.length] ?? "",
    category: CATEGORIES[index % CATEGORIES.length] ?? "",
    createdBy: ledgerId,
    createdAt: at,
    updatedAt: at,
    version: 1,
    requestHash: "Vb9Zx0cQ1mJ4sT7wE2rY5uI8oP3aS6dF9gH0jK1lZ2x",
  };
}

/** A fraction that depends on the ledger, so that the ids of two ledgers differ. */
function digit(ledgerId: string, index: number): number {
  const sum = [...ledgerId].reduce(
    (total, character) => (total * 31 + character.charCodeAt(0)) % 9973,
    index,
  );
  return (sum % 32) / 32;
}

/** Expenses of a ledger, from number 0 on. */
export function* madeUpExpenses(ledgerId: string, count: number): Generator<ExpenseItem> {
  for (let index = 0; index < count; index += 1) yield madeUp(ledgerId, index, count);
}

/** In pages as DynamoDB reads them: about 1 MB each. */
export async function* inPages(items: Iterable<ExpenseItem>, size = 2500): AsyncGenerator<ExpenseItem[]> {
  let page: ExpenseItem[] = [];
  for (const item of items) {
    page.push(item);
    if (page.length === size) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

/** For backups of expenses alone. */
export const NO_LEDGERS: LedgerSource = {
  items: () => none(),
  closed: () => none(),
  queued: () => none(),
  present: async () => new Set(),
};

async function* none(): AsyncGenerator<never> {}
