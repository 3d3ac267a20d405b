import type { Days, SpendingCell } from "../digests/model";
import { trendMonths } from "../digests/trends";
import { signOf } from "../expenses/kinds";
import { addMonths } from "../values/day";
import { getOrAdd } from "../values/maps";
import { fold } from "../values/text";
import { Merchants } from "./merchants";
import type { Charge, RulePlan, SpendingHistory } from "./model";
import { baselineOf } from "./oneOffs";
import { withPast } from "./plannedCharges";
import { refundsOf } from "./refunds";
import { nextPrices } from "./replacements";
import { seriesOf } from "./series";
import { sum } from "./statistics";
import { successorsOf } from "./successors";

/** Months before the running one that are read: a yearly charge occurs three times in them. */
const HISTORY_MONTHS = 36;

/** The months that a history is drawn from, the running one last. */
export const historyMonths = (today: string) => trendMonths(HISTORY_MONTHS + 1, today);

/** The first day of these months. */
export const historyStart = (today: string) => `${addMonths(today.slice(0, 7), -HISTORY_MONTHS)}-01`;

/** A history while it is read. Estimates need no more than the exact range of numbers. */
class Reading {
  readonly charges: Charge[] = [];
  readonly spent = new Map<string, number>();
  readonly ahead = new Map<string, number>();
  readonly categories = new Map<string, { name: string; months: Map<string, number> }>();
  private readonly counts = new Map<string, number>();
  private readonly known = new Map<string, { name: string; months: Map<string, number> }>();

  addSpending(day: string, { category, kind, sum, count }: SpendingCell, isAhead: boolean): void {
    const sign = signOf(kind);
    if (sign === 0) return;
    const minor = sign * Number(sum);
    if (isAhead) {
      this.ahead.set(day, (this.ahead.get(day) ?? 0) + minor);
      return;
    }
    const month = day.slice(0, 7);
    const own = getOrAdd(this.known, category, () =>
      getOrAdd(this.categories, fold(category), () => ({ name: category, months: new Map() })),
    );
    this.counts.set(month, (this.counts.get(month) ?? 0) + count);
    this.spent.set(day, (this.spent.get(day) ?? 0) + minor);
    own.months.set(month, (own.months.get(month) ?? 0) + minor);
  }

  /** The number of expenses from a month to another, both included. */
  countIn([from, to]: readonly [from: string, to: string]): number {
    return sum([...this.counts].map(([month, count]) => (month >= from && month <= to ? count : 0)));
  }
}

/** Months, besides the running one, whose expenses decide between currencies that the last full month does not tell apart. */
const RECENT_MONTHS = 3;

/**
 * Compares currencies by their expenses in the last full month, then in the last months, then in all: what was used most in
 * three years may be the currency of a country that its user has left.
 */
function byUse(today: string) {
  const running = today.slice(0, 7);
  const ranges = [
    [addMonths(running, -1), addMonths(running, -1)],
    [addMonths(running, -RECENT_MONTHS), running],
    ["", running],
  ] as const;
  return ([a, x]: readonly [string, Reading], [b, y]: readonly [string, Reading]): number => {
    const more = ranges.map((range) => y.countIn(range) - x.countIn(range)).find(Boolean);
    return more ?? (a < b ? -1 : 1);
  };
}

/**
 * Returns the histories of a ledger by currency, the one with the most expenses in the last full month first.
 * @param months Sums by month.
 * @param plans The ledger's recurring expenses, in any currency.
 * @param oneOffs Keys by which expenses were marked as one-offs.
 */
export function historiesOf(
  months: ReadonlyMap<string, Days>,
  plans: readonly RulePlan[],
  today: string,
  oneOffs: readonly string[],
): SpendingHistory[] {
  const readings = new Map<string, Reading>();
  const readingOf = (currency: string) => getOrAdd(readings, currency, () => new Reading());
  const days = [...months.values()]
    .flatMap((one) => Object.entries(one))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [day, { spending, charges }] of days) {
    const isAhead = day > today;
    for (const cell of spending) {
      if (isAhead && !readings.has(cell.currency)) continue;
      readingOf(cell.currency).addSpending(day, cell, isAhead);
    }
    // Future days are not part of the history.
    if (isAhead) continue;
    for (const { currency, kind, ...charge } of charges) {
      readingOf(currency).charges.push({ day, ...charge, ...(kind && { kind }) });
    }
  }
  return [...readings].sort(byUse(today)).map(([currency, { charges, spent, ahead, categories: all }]) => {
    const categories = new Map([...all.values()].map(({ name, months: totals }) => [name, totals]));
    const merchants = new Merchants(charges.map(({ name }) => name));
    const series = seriesOf(charges, today, merchants);
    const own = plans.filter((plan) => plan.currency === currency);
    const planned = withPast(own, charges, series, today);
    const refunds = refundsOf({ charges, merchants });
    const successors = successorsOf({ charges, merchants, series, today });
    const paid = { today, charges, merchants, refunds, series, successors };
    const known = { ...paid, currency, spent, ahead, categories, planned, nextPrices: nextPrices(paid) };
    return { ...known, ...baselineOf(known, oneOffs) };
  });
}
