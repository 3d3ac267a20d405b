import type { ExpenseRepository } from "../expenses/expenseRepository";
import { addMonths } from "../values/day";
import { wholeMonth } from "../values/wholeMonth";
import type { DatedChange, Digest } from "./model";

// Months without expenses have no digest, and most of a young ledger's history are such months. They lie before a month
// with a digest, which remembers that they were found empty: the changes since then tell if they still are.

/** Consecutive months without digests for which it is asked where their expenses begin; fewer are read at once. */
const MIN_GAP = 3;

/** Follows every month. */
const AFTER_ALL = "9999-99";

/** Consecutive months without digests. */
export interface Gap {
  first: string;
  months: readonly string[];
  /** The month after the last. */
  next: string;
}

/** A gap with the first of its months that has an expense; a later one than all if none has. */
export interface AskedGap extends Gap {
  start: string;
}

/** The longer ones of the gaps that are made up of the given months. */
export function gapsIn(months: readonly string[]): Gap[] {
  const gaps: { first: string; months: string[]; next: string }[] = [];
  for (const month of months.toSorted()) {
    const gap = gaps.at(-1);
    const next = addMonths(month, 1);
    if (gap?.next === month) Object.assign(gap, { months: [...gap.months, month], next });
    else gaps.push({ first: month, months: [month], next });
  }
  return gaps.filter((gap) => gap.months.length >= MIN_GAP);
}

/** Asks where the expenses of a gap begin: one request tells as much as one for each month. */
export async function askStart(
  expenses: Pick<ExpenseRepository, "pages">,
  ledgerId: string,
  gap: Gap,
): Promise<AskedGap> {
  const days = { first: wholeMonth(gap.first).from, last: wholeMonth(gap.months.at(-1) ?? "").to };
  const range = { listId: ledgerId, days };
  for await (const [first] of expenses.pages(range, { ScanIndexForward: true, Limit: 1 })) {
    if (first) return { ...gap, start: first.date.slice(0, 7) };
  }
  return { ...gap, start: AFTER_ALL };
}

/** Returns true if the months of a gap were empty when the digest of the month after it was made. */
export const wasEmpty = ({ first }: Gap, after: Digest | undefined) =>
  after?.emptySince !== undefined && after.emptySince <= first;

/** Returns true if a change may affect a month from the first up to the one before the next. */
export function affects(
  changes: readonly DatedChange[],
  { first, next }: Pick<Gap, "first" | "next">,
): boolean {
  const isIn = (day: string) => first <= day && day < next;
  return changes.some(({ days }) => days?.some(isIn) ?? true);
}

/** Returns the first month of the gap that was found empty just now up to a month; undefined if there is none. */
export const askedEmpty = (asked: readonly AskedGap[], month: string): string | undefined =>
  asked.find(
    ({ first, start, next }) => first < month && (start === month || (start === AFTER_ALL && next === month)),
  )?.first;
