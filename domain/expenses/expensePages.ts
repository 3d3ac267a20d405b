import { decodeCursor, encodeCursor, invalidCursor } from "../http/cursor";
import { PageSize } from "../http/pageSize";
import { FIRST_DAY, LAST_DAY } from "../values/day";
import { watermarkAt } from "./changesSince";
import { isGone } from "./erasedExpense";
import { type ExpensePage, toExpense } from "./expense";
import { indexKeys, isListKey, isTrashId } from "./expenseKeys";
import type { ExpenseRepository, ListRange } from "./expenseRepository";
import type { ExpenseItem } from "./model";
import { type ExpenseFilter, isSelective, matching } from "./search";

/** A request for a page of a list. */
export interface PageRequest extends ExpenseFilter {
  limit: number;
  cursor?: string;
}

/** The time at which a page is read, and the time that it may take. */
export interface Reading {
  now: Date;
  /** Returns true while there is time to examine more expenses. */
  hasTime(): boolean;
}

/** Maximum number of expenses that a page examines. It then returns its matches so far and a cursor. */
export const MAX_EXAMINED = 5000;

/** Expenses that are read at a time if not every one is shown: each page that DynamoDB reads is a round trip. */
const MIN_READ = 250;

/** The range of days of a list that is not a month, so that no more of it is read than needed. */
export function daysOf({
  month,
  from,
  to,
}: ExpenseFilter & { month?: string | undefined }): ListRange["days"] {
  if (month !== undefined || (from === undefined && to === undefined)) return undefined;
  return { first: from ?? FIRST_DAY, last: to ?? LAST_DAY };
}

/**
 * Returns a page of a list. The filters examine each expense of the range in turn: a month of one ledger is small, and
 * DynamoDB reads the same items whether it filters or we do. A page may be empty without being the last.
 */
export async function readPage(
  expenses: ExpenseRepository,
  range: Omit<ListRange, "after">,
  request: PageRequest,
  { now, hasTime }: Reading,
): Promise<ExpensePage> {
  const builder = new PageBuilder(range, request, now);
  const pageSize = pageSizeOf(range, request);
  let examined = 0;
  for await (const page of expenses.storedPages({ ...range, after: builder.after }, pageSize)) {
    for (const item of page) {
      if (!builder.add(item)) return builder.page;
    }
    examined += page.length;
    if (examined >= MAX_EXAMINED || !hasTime()) return builder.interrupt();
  }
  return builder.page;
}

/** Expenses that are read at a time for a page. */
export function pageSizeOf({ listId }: Pick<ListRange, "listId">, request: PageRequest): number {
  // In the trash, expired expenses are left out.
  const leavesOut = isSelective(request) || isTrashId(listId);
  // One more than the page, to know whether another follows.
  return leavesOut ? Math.max(MIN_READ, request.limit + 1) : request.limit + 1;
}

/** Builds a page from the expenses of a list, which are added one by one. */
export class PageBuilder {
  readonly page: ExpensePage;
  /** The sort key after which the list continues. */
  readonly after: string | undefined;
  private readonly scope: readonly (string | undefined)[];
  private readonly matches: ReturnType<typeof matching>;
  private readonly seen = new Set<string>();
  private readonly size = new PageSize();
  private last?: ExpenseItem;

  constructor(
    range: Omit<ListRange, "after">,
    private readonly request: PageRequest,
    private readonly now: Date,
  ) {
    const { cursor } = request;
    this.scope = scopeOf(range, request);
    this.after = cursor === undefined ? undefined : placeOf(cursor, this.scope, range);
    this.matches = matching(request);
    this.page = { expenses: [], until: watermarkAt(now) };
  }

  /** @returns false if the page is full and has the cursor of the next. */
  add(item: ExpenseItem): boolean {
    if (this.page.expenses.length === this.request.limit || this.size.isReached) {
      this.interrupt();
      return false;
    }
    this.last = item;
    // An expense that moves within the list while it is read occurs twice.
    if (isGone(item, this.now) || this.seen.has(item.expenseId)) return true;
    this.seen.add(item.expenseId);
    const expense = toExpense(item);
    if (!this.matches(expense)) return true;
    this.page.expenses.push(expense);
    this.size.add(expense);
    return true;
  }

  /** Returns the page as it is, with a cursor to the rest of the list. */
  interrupt(): ExpensePage {
    if (this.last && !this.page.cursor)
      this.page.cursor = encodeCursor(this.scope, indexKeys(this.last).listKey);
    return this.page;
  }
}

/** Everything that a list depends on. A cursor of an earlier release, which had fewer filters, stays valid. */
function scopeOf({ listId, month }: ListRange, filter: ExpenseFilter): (string | undefined)[] {
  const { q, categoryNames, category, tag, merchant, name, createdBy, kind, currency, amount, from, to } =
    filter;
  const ifAny = (parts: (string | undefined)[]) => (parts.some((part) => part !== undefined) ? parts : []);
  const text = (names: string | readonly string[] | undefined) => names && [names].flat().join("\n");
  const newest = ifAny([text(name), text(amount), categoryNames]);
  const latest = ifAny([text(kind), text(currency), from, to, ...newest]);
  const later = ifAny([text(tag), text(merchant), text(createdBy), ...latest]);
  return [listId, month, text(category), q, ...later];
}

/**
 * The sort key that a cursor names. A user who knows their ledger ID can forge a cursor, and DynamoDB rejects a start key that is
 * malformed or out of range.
 */
function placeOf(
  cursor: string,
  scope: readonly (string | undefined)[],
  { month = "", days }: ListRange,
): string {
  const lastKey = decodeCursor(scope, cursor);
  const day = lastKey.slice(0, FIRST_DAY.length);
  const isWithin = days === undefined || (days.first <= day && day <= days.last);
  if (!isListKey(lastKey) || !lastKey.startsWith(month) || !isWithin) throw invalidCursor();
  return lastKey;
}
