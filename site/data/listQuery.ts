import type { Expense } from "../../domain/expenses/expense";
import { type ExpenseFilter, matching } from "../../domain/expenses/search";

/** What a list holds: the expenses of a month, or those of the whole ledger that a filter finds. */
export interface ListQuery extends ExpenseFilter {
  month?: string;
}

/** Whether the API would answer the query with this expense. */
export function belongs(expense: Expense, { month, ...filter }: ListQuery): boolean {
  if (expense.deletedAt || (month && !expense.date.startsWith(month))) return false;
  return matching(filter)(expense);
}
