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

/**
 * Months in a row without spending that end a history: a single old expense, a pause or a currency of holidays say nothing
 * about what is usual.
 */
const GAP_MONTHS = 2;

/**
 * The first day of the spending that goes on until a month, in which there may be none yet; undefined if there is none.
 */
export function firstDay(spent: ReadonlyMap<string, number>, month: string): string | undefined {
  const firsts = new Map<string, string>();
  for (const day of spent.keys()) {
    const own = day.slice(0, 7);
    const known = firsts.get(own);
    if (known === undefined || day < known) firsts.set(own, day);
  }
  let first = firsts.get(month);
  let empty = 0;
  for (let before = addMonths(month, -1); empty < GAP_MONTHS; before = addMonths(before, -1)) {
    const day = firsts.get(before);
    empty = day === undefined ? empty + 1 : 0;
    first = day ?? first;
  }
  return first;
}

/** The earlier months that the history covers completely, latest first. */
export function fullMonths(spent: ReadonlyMap<string, number>, month: string, count: number): string[] {
  const first = firstDay(spent, month);
  const months = Array.from({ length: count }, (_, index) => addMonths(month, -1 - index));
  return months.filter((one) => first !== undefined && `${one}-01` >= first);
}
