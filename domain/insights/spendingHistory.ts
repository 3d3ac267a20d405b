import type { Days, SpendingCell } from "../digests/model";
import { trendMonths } from "../digests/trends";
import { signOf } from "../expenses/kinds";
import { addMonths } from "../values/day";
import { getOrAdd } from "../values/maps";
import { fold } from "../values/text";
import type { Charge, RulePlan, SpendingHistory } from "./model";
import { baselineOf } from "./oneOffs";
import { withPast } from "./plannedCharges";
import { seriesOf } from "./series";

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
  private readonly known = new Map<string, { name: string; months: Map<string, number> }>();
  count = 0;

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
    this.count += count;
    this.spent.set(day, (this.spent.get(day) ?? 0) + minor);
    own.months.set(month, (own.months.get(month) ?? 0) + minor);
  }
}

/**
 * Returns the histories of a ledger by currency, the one with the most expenses first.
 * @param months Sums by month.
 * @param plans The ledger's recurring expenses, in any currency.
 * @param oneOffs Keys of findings that were marked as one-offs.
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
    for (const { currency, kind, name, category, amount } of charges) {
      readingOf(currency).charges.push({ day, name, category, amount, ...(kind && { kind }) });
    }
  }
  return [...readings]
    .sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
    .map(([currency, { charges, spent, ahead, categories: all }]) => {
      const categories = new Map([...all.values()].map(({ name, months: totals }) => [name, totals]));
      const series = seriesOf(charges, today);
      const own = plans.filter((plan) => plan.currency === currency);
      const planned = withPast(own, charges);
      const known = { currency, today, charges, spent, ahead, categories, series, planned };
      return { ...known, ...baselineOf(known, oneOffs) };
    });
}
