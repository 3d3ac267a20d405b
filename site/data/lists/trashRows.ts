import type { Expense } from "../../../domain/expenses/expense";
import { DAY_MS } from "../../../domain/values/duration";
import { TRASH_DAYS } from "../../../domain/values/limits";

const TRASH_MS = TRASH_DAYS * DAY_MS;

/**
 * Returns what can still be restored of a trash that was read earlier: without a network the page shows it for weeks, and an open one
 * outlives a day.
 */
export const stillInTrash = (expenses: readonly Expense[], now: number): Expense[] =>
  expenses.filter(({ deletedAt }) => deletedAt === undefined || Date.parse(deletedAt) + TRASH_MS > now);
