import type { Expense } from "../../domain/expenses/expense";
import { type ExpenseFilter, matching } from "../../domain/expenses/search";

/** Selects the expenses of a list: those of a month, or those of the whole ledger that match a filter. */
export interface ListQuery extends ExpenseFilter {
  month?: string;
}

/** Returns true if the API would list the expense for the query. */
export function belongs(expense: Expense, { month, ...filter }: ListQuery): boolean {
  if (expense.deletedAt || (month && !expense.date.startsWith(month))) return false;
  return matching(filter)(expense);
}
