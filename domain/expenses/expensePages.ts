import { decodeCursor, encodeCursor, invalidCursor } from "../http/cursor";
import { type ExpensePage, toExpense } from "./expense";
import { isListKey } from "./expenseKeys";
import type { ExpenseRepository, ListRange } from "./expenseRepository";
import { type ExpenseFilter, matching } from "./search";

/** A request for a page of a list. */
export interface PageRequest extends ExpenseFilter {
  limit: number;
  cursor?: string;
}

/** Expenses that a filtered page examines at most. It then returns its matches so far and a cursor. */
const MAX_EXAMINED = 5000;

/**
 * A page of a list. The filters look at each expense of the range in turn: a month of one ledger is small, and DynamoDB
 * reads the same items whether it filters or we do.
 */
export async function readPage(
  expenses: ExpenseRepository,
  range: Omit<ListRange, "after">,
  request: PageRequest,
): Promise<ExpensePage> {
  const scope = [range.listId, range.month, request.category, request.q];
  const after = request.cursor === undefined ? undefined : placeOf(request.cursor, scope, range.month);
  const matches = matching(request);
  const page: ExpensePage = { expenses: [] };
  let examined = 0;
  let lastKey: string | undefined;
  // One more than the page, to know whether another follows.
  for await (const { item, listKey } of expenses.list({ ...range, after }, request.limit + 1)) {
    if (page.expenses.length === request.limit || examined === MAX_EXAMINED) {
      if (lastKey !== undefined) page.cursor = encodeCursor(scope, lastKey);
      break;
    }
    const expense = toExpense(item);
    if (matches(expense)) page.expenses.push(expense);
    lastKey = listKey;
    examined += 1;
  }
  return page;
}

/**
 * The sort key that a cursor names. Its digest is no signature: who knows their own ledger's id can make one up, and DynamoDB
 * fails on a start key that is none or is not in the range.
 */
function placeOf(cursor: string, scope: readonly (string | undefined)[], month = ""): string {
  const lastKey = decodeCursor(scope, cursor);
  if (!isListKey(lastKey) || !lastKey.startsWith(month)) throw invalidCursor();
  return lastKey;
}
