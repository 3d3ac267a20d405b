import type { Answer } from "../http/answers";
import { ApiError } from "../http/apiError";
import { etagOf } from "../http/etag";
import type { Expense } from "./expense";
import { toExpense } from "./expense";
import type { ExpenseItem } from "./model";

/** An expense with its version as ETag. */
export function expenseAnswer(item: ExpenseItem, status = 200, headers: Record<string, string> = {}): Answer {
  const body: Expense = toExpense(item);
  return { status, body, headers: { ETag: etagOf(item.version), ...headers } };
}

/** The refusal of an ID that is malformed, unknown or another user's: the caller cannot tell which. */
export function notFound(): ApiError {
  return new ApiError("expense.notFound");
}
