import type { Cell, Days } from "../digests/model";
import { signOf } from "../expenses/kinds";
import { getOrAdd } from "../values/maps";
import { fold } from "../values/text";
import type { Charge, SpendingHistory } from "./model";

/** A history while it is read. Estimates need no more than the exact range of numbers. */
class Reading {
  readonly charges: Charge[] = [];
  readonly spent = new Map<string, number>();
  readonly categories = new Map<string, { name: string; months: Map<string, number> }>();
  count = 0;

  addSpending(day: string, { category, kind, sum, count }: Cell & { category: string }): void {
    const sign = signOf(kind);
    if (sign === 0) return;
    const minor = sign * Number(sum);
    const month = day.slice(0, 7);
    const own = getOrAdd(this.categories, fold(category), () => ({ name: category, months: new Map() }));
    this.count += count;
    this.spent.set(day, (this.spent.get(day) ?? 0) + minor);
    own.months.set(month, (own.months.get(month) ?? 0) + minor);
  }
}

/**
 * The histories of a ledger by currency, the one with most expenses first.
 * @param months Sums by month.
 * @param planned Names of the ledger's recurring expenses.
 */
export function historiesOf(
  months: ReadonlyMap<string, Days>,
  planned: readonly string[],
  today: string,
): SpendingHistory[] {
  const readings = new Map<string, Reading>();
  const readingOf = (currency: string) => getOrAdd(readings, currency, () => new Reading());
  const days = [...months.values()]
    .flatMap((one) => Object.entries(one))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [day, { spending, charges }] of days) {
    // A day to come is no history yet.
    if (day > today) continue;
    for (const cell of spending) readingOf(cell.currency).addSpending(day, cell);
    for (const { currency, ...charge } of charges) {
      readingOf(currency).charges.push({ ...charge, day });
    }
  }
  return [...readings]
    .sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
    .map(([currency, { charges, spent, categories }]) => ({
      currency,
      today,
      charges,
      spent,
      planned,
      categories: new Map([...categories.values()].map(({ name, months: own }) => [name, own])),
    }));
}
