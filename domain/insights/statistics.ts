import { median, medianAbsoluteDeviation } from "simple-statistics";
import { addMonths, type DayRange } from "../values/day";
import { firstIndex } from "../values/sortedLists";

/** Makes the median absolute deviation comparable to a standard deviation of normal values. */
const MAD_TO_SIGMA = 1.4826;

/** The center of values and their spread, both robust against outliers. */
export function robustly(values: readonly number[]): { usual: number; spread: number } {
  const all = [...values];
  return { usual: median(all), spread: MAD_TO_SIGMA * medianAbsoluteDeviation(all) };
}

export const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);

/** The sum of the days of a range. */
export function totalIn(byDay: ReadonlyMap<string, number>, { from, to }: DayRange): number {
  let total = 0;
  for (const [day, amount] of byDay) if (from <= day && day <= to) total += amount;
  return total;
}

/** Creates a function that sums ranges as {@link totalIn} does: for many ranges, the days are added up once. */
export function totalsIn(byDay: ReadonlyMap<string, number>): (range: DayRange) => number {
  const days = [...byDay.keys()].sort();
  const sums = [0];
  for (const day of days) sums.push((sums.at(-1) ?? 0) + (byDay.get(day) ?? 0));
  const before = (isReached: (day: string) => boolean) => sums[firstIndex(days, isReached)] ?? 0;
  return ({ from, to }) => (from > to ? 0 : before((day) => day > to) - before((day) => day >= from));
}

/** The first day with any spending. */
export function firstDay(spent: ReadonlyMap<string, number>): string | undefined {
  let first: string | undefined;
  for (const day of spent.keys()) if (first === undefined || day < first) first = day;
  return first;
}

/** Months in a row without any spending after which the history begins anew: what is usual before them is no longer. */
const GAP_MONTHS = 2;

/**
 * Returns the first day of the spending that went on until a month: the first after the last gap of two whole months. One
 * expense of long ago, a pause, or the holiday before would otherwise make months usual in which nobody used the ledger, or
 * this currency.
 * @returns undefined if there is a gap right before the month.
 */
export function steadyFrom(spent: ReadonlyMap<string, number>, month: string): string | undefined {
  const firsts = new Map<string, string>();
  for (const day of spent.keys()) {
    const own = day.slice(0, 7);
    const first = firsts.get(own);
    if (first === undefined || day < first) firsts.set(own, day);
  }
  let from: string | undefined;
  for (let one = addMonths(month, -1), empty = 0; empty < GAP_MONTHS; one = addMonths(one, -1)) {
    const first = firsts.get(one);
    from = first ?? from;
    empty = first === undefined ? empty + 1 : 0;
  }
  return from;
}

/**
 * Returns the first day of the spending that goes on, the running month included: one who used the ledger again this month
 * is known for as long as that. After a gap without an expense since, nothing has changed: it is the first day of all.
 */
export function goingOnFrom(spent: ReadonlyMap<string, number>, today: string): string | undefined {
  const month = today.slice(0, 7);
  const since = steadyFrom(spent, month);
  if (since !== undefined) return since;
  const own = [...spent.keys()].filter((day) => day.startsWith(month)).sort();
  return own[0] ?? firstDay(spent);
}

/** Minimum number of full months to determine what is usual, and the number that are used. */
export const MIN_USUAL_MONTHS = 3;
const USUAL_MONTHS = 12;

/** The earlier months that the history covers completely since its last gap, latest first. */
export function fullMonths(
  spent: ReadonlyMap<string, number>,
  month: string,
  count = USUAL_MONTHS,
): string[] {
  const first = steadyFrom(spent, month);
  const months = Array.from({ length: count }, (_, index) => addMonths(month, -1 - index));
  return months.filter((one) => first !== undefined && `${one}-01` >= first);
}
