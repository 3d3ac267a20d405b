import { DayTally } from "../../domain/digests/dayTally";
import type { DaySums } from "../../domain/digests/model";
import type { Expense } from "../../domain/expenses/expense";
import type { ExpenseItem } from "../../domain/expenses/model";
import { totalsOf } from "../../site/data/expenses/expenseSums";
import { countedIn } from "../../site/data/lists/filteredShares";
import { arrange, filterOf, searchOf } from "../../site/data/lists/listFilter";
import { belongs } from "../../site/data/lists/listQuery";
import { soundQuery } from "../../site/data/lists/soundFilters";
import { EVERYWHERE, parseRoute } from "../../site/lib/page/pageRoute";

/** The sums of each day, as digests of months have them. */
export function daysOf(items: readonly ExpenseItem[]): Record<string, DaySums> {
  const days: Record<string, DaySums> = {};
  for (const [date, own] of Map.groupBy(items, (item) => item.date)) {
    const tally = new DayTally();
    for (const item of own) tally.add(item);
    const whole = tally.whole();
    if (whole) days[date] = whole;
  }
  return days;
}

/** The rows that a place shows, and their sum in a currency as written above them. */
export function shownAt(href: string, expenses: readonly Expense[], currency: string) {
  const { path, query } = parseRoute(href);
  const filter = filterOf(soundQuery(query));
  const list = path === EVERYWHERE ? searchOf(filter) : { month: path };
  const read = expenses.filter((expense) => belongs(expense, list));
  const rows = arrange(
    read.map((expense) => ({ expense })),
    filter,
  ).map(({ expense }) => expense);
  const totals = totalsOf(rows.flatMap((expense) => countedIn(expense, filter.category)));
  return { rows, sum: totals.find((one) => one.currency === currency)?.total, currencies: totals.length };
}
