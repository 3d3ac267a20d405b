import type { Expense, ListRequest } from "../../../domain/expenses/expense";
import { type ExpenseFilter, matching } from "../../../domain/expenses/search";
import { idsOf } from "../../lib/ledger/openLedger";

/** Selects the expenses of a list: those of a month, or those of the whole ledger that match a filter. */
export type ListQuery = Omit<ListRequest, "sums" | "limit" | "cursor">;

/** Returns true if the API would list the expense for the query. */
export function belongs(
  expense: Expense,
  { month, createdBy, ...filter }: ExpenseFilter & Pick<ListQuery, "month">,
): boolean {
  if (expense.deletedAt || (month && !expense.date.startsWith(month))) return false;
  return matching({ ...filter, createdBy: [createdBy ?? []].flat().flatMap(idsOf) })(expense);
}

/** Newest first, as the API sorts. */
export function compareNewest(a: Expense, b: Expense): number {
  return (
    descending(a.date, b.date) || descending(a.createdAt, b.createdAt) || descending(a.expenseId, b.expenseId)
  );
}

const descending = (a: string, b: string) => (a < b ? 1 : a > b ? -1 : 0);
