import { ApiError } from "../http/apiError";
import type { Answer } from "../http/apiHandler";
import type { StoredSettings } from "../ledgers/ledgerRepository";
import type { Expense, ExpenseItem } from "./expense";
import { toExpense } from "./expense";

/** An expense with its version as ETag. */
export function expenseAnswer(item: ExpenseItem, status = 200, headers: Record<string, string> = {}): Answer {
  const body: Expense = toExpense(item);
  return { status, body, headers: { ETag: `"${item.version}"`, ...headers } };
}

/** What another user's, an unknown and a malformed id all answer: they are not told apart. */
export function notFound(): ApiError {
  return new ApiError(404, "There is no such expense.");
}

/** What a change answers that is made to another version than the stored one. */
export function versionConflict(): ApiError {
  return new ApiError(412, "It has changed meanwhile. Read it again, then make your change.", "If-Match");
}

/** Settings with their version as ETag. */
export function settingsAnswer({ settings, version }: StoredSettings): Answer {
  return { status: 200, body: settings, headers: { ETag: `"${version}"` } };
}
