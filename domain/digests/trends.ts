import { signOf } from "../expenses/kinds";
import { compareLargest, Sum } from "../expenses/sum";
import { addMonths } from "../values/day";
import { MAX_TREND_NAMES } from "../values/limits";
import { getOrAdd } from "../values/maps";
import { formatAmount } from "../values/money";
import { fold } from "../values/text";
import { partLike } from "../values/wholeMonth";
import type { Cell, Days } from "./model";
import type { Trends } from "./trendSchemas";

type CurrencyTrends = Trends["currencies"][number];

/** The current month and those before it, earliest first. */
export function trendMonths(count: number, today: string): string[] {
  const current = today.slice(0, 7);
  return Array.from({ length: count }, (_, index) => addMonths(current, index + 1 - count));
}

/** The amount spent; undefined for income, which is summed apart. */
function spentIn({ kind, sum }: Cell): bigint | undefined {
  const sign = signOf(kind);
  return sign === 0 ? undefined : BigInt(sign) * BigInt(sum);
}

/** The amount spent in a month, and in the part of it that compares with the current month so far. */
class MonthSpending {
  private readonly all = new Sum();
  private readonly toDay = new Sum();

  add(spent: bigint, count: number, isToDay: boolean): void {
    this.all.add(spent, count);
    if (isToDay) this.toDay.add(spent, count);
  }

  in(currency: string) {
    return { ...this.all.in(currency), toDay: formatAmount(this.toDay.minor, currency) };
  }
}

/** The month in which something was spent. */
interface Place {
  month: string;
  /** True if it was in the part that compares with the current month so far. */
  isToDay: boolean;
}

/** Sums by name and month. A name with several spellings is shown by the first of them in the order of code units. */
class Names {
  private readonly names = new Map<string, { name: string; all: Sum; months: Map<string, MonthSpending> }>();

  add(name: string, key: string, { month, isToDay }: Place, spent: bigint, count: number): void {
    const found = getOrAdd(this.names, key, () => ({ name, all: new Sum(), months: new Map() }));
    if (name < found.name) found.name = name;
    found.all.add(spent, count);
    getOrAdd(found.months, month, () => new MonthSpending()).add(spent, count, isToDay);
  }

  list<Key extends string>(key: Key, currency: string) {
    return [...this.names.values()]
      .sort((a, b) => compareLargest(a.all, b.all) || (a.name < b.name ? -1 : 1))
      .slice(0, MAX_TREND_NAMES)
      .map(({ name, all, months }) => ({
        ...({ [key]: name } as Record<Key, string>),
        ...all.in(currency),
        months: [...months]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([month, spending]) => ({ month, ...spending.in(currency) })),
      }));
  }
}

/** The sums of one currency. */
class CurrencySums {
  readonly spent = new Sum();
  private readonly months = new Map<string, { spending: MonthSpending; income: Sum }>();
  private readonly categories = new Names();
  private readonly tags = new Names();
  private readonly merchants = new Names();
  private readonly people = new Names();

  constructor(months: readonly string[]) {
    for (const month of months) {
      this.months.set(month, { spending: new MonthSpending(), income: new Sum() });
    }
  }

  addSpending(cell: Days[string]["spending"][number], place: Place): void {
    const { category, createdBy, count, expenses = count } = cell;
    const sums = this.months.get(place.month);
    const spent = spentIn(cell);
    if (spent === undefined) {
      sums?.income.add(BigInt(cell.sum), expenses);
      return;
    }
    this.spent.add(spent, expenses);
    sums?.spending.add(spent, expenses, place.isToDay);
    this.categories.add(category, fold(category), place, spent, count);
    this.people.add(createdBy, createdBy, place, spent, expenses);
  }

  addNamed(list: "tags" | "merchants", names: readonly string[], cell: Cell, place: Place): void {
    const spent = spentIn(cell);
    if (spent === undefined) return;
    for (const name of names) this[list].add(name, fold(name), place, spent, cell.count);
  }

  result(currency: string): CurrencyTrends {
    return {
      currency,
      months: [...this.months].map(([month, { spending, income }]) => ({
        month,
        ...spending.in(currency),
        ...(income.count > 0 && { income: income.in(currency) }),
      })),
      categories: this.categories.list("category", currency),
      tags: this.tags.list("tag", currency),
      merchants: this.merchants.list("merchant", currency),
      people: this.people.list("createdBy", currency),
    };
  }
}

/**
 * Sums by month, category, tag, merchant and person.
 * @param months By month, in the order of the answer.
 */
export function trendsOf(months: ReadonlyMap<string, Days>, today: string): Trends {
  const names = [...months.keys()];
  const currencies = new Map<string, CurrencySums>();
  const sumsIn = (currency: string) => getOrAdd(currencies, currency, () => new CurrencySums(names));
  for (const [month, days] of months) {
    const { to } = partLike(today, month);
    for (const [day, { spending, tags, merchants }] of Object.entries(days)) {
      const place = { month, isToDay: day <= to };
      for (const cell of spending) sumsIn(cell.currency).addSpending(cell, place);
      for (const cell of tags) sumsIn(cell.currency).addNamed("tags", cell.names, cell, place);
      for (const cell of merchants) {
        sumsIn(cell.currency).addNamed("merchants", [cell.name], cell, place);
      }
    }
  }
  const ranked = [...currencies].sort(([a, x], [b, y]) => y.spent.count - x.spent.count || (a < b ? -1 : 1));
  return {
    months: names,
    day: Number(today.slice(8)),
    currencies: ranked.map(([currency, sums]) => sums.result(currency)),
  };
}
