import { addDays, addMonths } from "../values/day";
import { getOrAdd } from "../values/maps";
import { firstIndex } from "../values/sortedLists";
import { fold } from "../values/text";
import type { Charge, SpendingHistory } from "./model";
import { amountInCategory } from "./oneOffs";
import { isSamePrice } from "./series";
import { fullMonths, robustly, sum } from "./statistics";

/** Deviations from the usual at which an expense stands out. */
const DEVIATIONS = 2;

/** Minimum multiple of the usual amount. */
const MIN_TIMES = 3.5;

/** Minimum number of full months, and the number that are used. */
const MIN_MONTHS = 3;
const MONTHS = 18;

/** Number of expenses in a category below which those of all categories determine the usual. */
const MIN_BASELINE = 8;

/** Deviations among expenses of all categories, which spread further. */
const DEVIATIONS_OF_ALL = 1.5;

/**
 * Nearly as large expenses in the category, at which such an expense is usual from time to time, as a holiday is: this
 * share of its expenses, within these limits.
 */
const NEARLY = 0.6;
const PRECEDENTS = 0.1;
const MIN_PRECEDENTS = 2;
const MAX_PRECEDENTS = 8;

/** Days in which an unusual expense is reported: from the first of a month to the letter about it, on the 2nd of the next. */
const UNUSUAL_DAYS = 32;

/** An expense that stands out. */
export interface Unusual {
  charge: Charge;
  /** Its cost in its own category, minor units. */
  amount: number;
  /** The median of the expenses it was compared with, minor units. */
  usual: number;
  /** Its multiple of the usual. */
  times: number;
}

/** Returns true while an expense is reported, if it is unusual. Later it counts as told. */
export const isRecent = ({ day }: Charge, today: string) => day >= addDays(today, -UNUSUAL_DAYS);

/** The first day of what is reported, or compared with what is usual, except for years. */
export function firstCompared(today: string): string {
  const [recent, lastMonth] = [addDays(today, -UNUSUAL_DAYS), `${addMonths(today.slice(0, 7), -1)}-01`];
  return recent < lastMonth ? recent : lastMonth;
}

/**
 * Returns expenses that are far above the usual in their category, the largest first: by the median and the median
 * absolute deviation of logarithms, since amounts spread by factors. Neither series, nor what rules make, nor what was
 * paid back count: a rent says nothing about other purchases in its category. Each is compared with the months before its
 * own, so that it stays unusual when its month is over, unless others of its month are nearly as large.
 * @param from A day of the first month.
 */
export function unusualOf(history: Known, from: string): Unusual[] {
  const { charges, spent, today, oneOffs, refunds } = history;
  const fixed = fixedIn(history);
  const own = charges.filter((one) => one.kind === undefined && !oneOffs.has(one) && !fixed.has(one));
  const unusual: Unusual[] = [];
  for (let month = from.slice(0, 7); month <= today.slice(0, 7); month = addMonths(month, 1)) {
    const months = fullMonths(spent, month, MONTHS);
    if (months.length < MIN_MONTHS) continue;
    const begins = firstAt(own, `${month}-01`);
    const usualIn = baselines(own.slice(firstAt(own, `${months.at(-1)}-01`), begins));
    const within = own.slice(begins, firstAt(own, `${month}-99`));
    const amountsIn = amountsByCategory(within);
    for (const charge of within) {
      const { usual, limit, amounts } = usualIn(charge.category);
      const amount = amountInCategory(charge);
      const paid = amount - sum((refunds.get(charge) ?? []).map((one) => one.amount));
      if (paid < limit) continue;
      if (hasPrecedents(amount, [...amounts, ...(amountsIn.get(fold(charge.category)) ?? [])])) continue;
      unusual.push({ charge, amount, usual: Math.round(usual), times: amount / usual });
    }
  }
  return unusual.sort((a, b) => b.amount - a.amount);
}

/**
 * The charges of series, those that begin in place of a series, and those of rules at their price: a user who made the
 * rule knows them, even if it is a second rule.
 */
const fixedIn = (history: Known) =>
  new Set([
    ...history.series.flatMap(({ occurrences }) => occurrences),
    ...[...history.successors.values()].flat(),
    ...history.planned.flatMap(({ past, amount }) => past.filter((one) => isSamePrice(amount, one.amount))),
  ]);

/** The place of the first charge on a day or after it. They are in the order of days. */
const firstAt = (charges: readonly Charge[], day: string) => firstIndex(charges, (one) => one.day >= day);

type Known = Pick<
  SpendingHistory,
  "charges" | "refunds" | "spent" | "today" | "series" | "oneOffs" | "planned" | "successors"
>;

/**
 * @param amounts Those of the category, itself included, which is no precedent. Where there are few, each is rare, and none
 *   is a precedent.
 */
function hasPrecedents(amount: number, amounts: readonly number[]): boolean {
  const others = amounts.length - 1;
  if (others < MIN_BASELINE) return false;
  const share = Math.min(MAX_PRECEDENTS, Math.max(MIN_PRECEDENTS, PRECEDENTS * others));
  return amounts.filter((one) => one >= NEARLY * amount).length - 1 >= share;
}

/** The usual amounts of each category: of the expenses in it, or if these are few, of all. */
function baselines(before: readonly Charge[]) {
  const amountsIn = amountsByCategory(before);
  const usualOfAll = () => usualOf(before.map(amountInCategory), DEVIATIONS_OF_ALL);
  const known = new Map<string, ReturnType<typeof usualOf> & { amounts: readonly number[] }>();
  return (category: string) =>
    getOrAdd(known, category, () => {
      const amounts = amountsIn.get(fold(category)) ?? [];
      const isKnown = amounts.length >= MIN_BASELINE;
      return { ...(isKnown ? usualOf(amounts, DEVIATIONS) : usualOfAll()), amounts };
    });
}

function usualOf(amounts: readonly number[], deviations: number): { usual: number; limit: number } {
  // A split expense may have nothing in its own category.
  const some = amounts.filter((amount) => amount > 0);
  if (some.length === 0) return { usual: 0, limit: Number.POSITIVE_INFINITY };
  const { usual, spread } = robustly(some.map(Math.log));
  return {
    usual: Math.exp(usual),
    limit: Math.exp(usual + Math.max(Math.log(MIN_TIMES), deviations * spread)),
  };
}

function amountsByCategory(charges: readonly Charge[]): Map<string, number[]> {
  const amounts = new Map<string, number[]>();
  for (const [category, own] of Map.groupBy(charges, (charge) => charge.category)) {
    const known = getOrAdd(amounts, fold(category), () => []);
    known.push(...own.map(amountInCategory));
  }
  return amounts;
}
