import type { Expense } from "../../../domain/expenses/expense";
import { addDays, isDay } from "../../../domain/values/day";
import { MAX_PAGE_SIZE } from "../../../domain/values/limits";
import { readTypedAmount } from "../../lib/formatting/readTypedAmount";
import { call } from "../../lib/ledger/api";
import { mayEdit } from "../../lib/ledger/openLedger";
import type { Typed } from "../forms/formInput";

// Existing expenses that a receipt may belong to, by what its form says at the moment: that may be better than what was
// read, or all that is known.

/** Days by which a purchase and its entry in a ledger may differ. */
const NEAR_DAYS = 3;

/** The values of the form of a receipt, so far as they can be read. */
export interface Stated {
  /** With all decimals of the currency. */
  amount?: string;
  currency: string;
  day?: string;
}

/** Reads the form of a receipt. @param standard The currency, unless the form names another. */
export function statedIn(typed: Typed, standard: string): Stated {
  const { amount, currency = standard, date } = typed;
  const read = readTypedAmount(amount, currency);
  return {
    ...("amount" in read ? { amount: read.amount, currency: read.currency } : { currency }),
    ...(isDay(date) && { day: date }),
  };
}

/** Reads the expenses without a receipt on the days around a day, so far as the user may change them. */
export async function expensesAround(day: string): Promise<Expense[]> {
  const days = { from: addDays(day, -NEAR_DAYS), to: addDays(day, NEAR_DAYS) };
  const found: Expense[] = [];
  let cursor: string | undefined;
  do {
    const page = await call("GET /expenses", { query: { ...days, limit: MAX_PAGE_SIZE, cursor } });
    found.push(...page.expenses);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found.filter(({ receiptId, createdBy }) => receiptId === undefined && mayEdit(createdBy));
}
