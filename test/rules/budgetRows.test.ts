import { expect } from "chai";
import fc from "fast-check";
import { PERIOD_UNITS, type PeriodUnit, periodAt } from "../../domain/budgets/periods";
import { spendingIn, spentWithin } from "../../domain/budgets/spending";
import { DayTally } from "../../domain/digests/dayTally";
import type { DaySums } from "../../domain/digests/model";
import { type Expense, toExpense } from "../../domain/expenses/expense";
import { expenseIdFor } from "../../domain/expenses/expenseKeys";
import type { ExpenseItem } from "../../domain/expenses/model";
import { addDays } from "../../domain/values/day";
import { formatAmount } from "../../domain/values/money";
import { rowsHref } from "../../site/data/budgets/ledgerBudgets";
import { totalsOf } from "../../site/data/expenses/expenseSums";
import { countedIn } from "../../site/data/lists/filteredShares";
import { arrange, filterOf, searchOf } from "../../site/data/lists/listFilter";
import { belongs } from "../../site/data/lists/listQuery";
import { EVERYWHERE, parseRoute } from "../../site/lib/page/pageRoute";
import { expenseItem } from "../helpers/expenseItem";
import { splitMoney } from "../helpers/splitMoney";

const TODAY = "2026-12-31";
const CATEGORIES = ["Food", "Föod", "Rent, gas & water", "Fun; games", "A=B"];
const TAGS = ["trip", "Kids", "a, b"];

const row = fc
  .record({
    key: fc.uuid(),
    date: fc.integer({ min: -380, max: 40 }).map((offset) => addDays(TODAY, offset)),
    category: fc.constantFrom(...CATEGORIES),
    currency: fc.constantFrom("EUR", "EUR", "USD"),
    kind: fc.constantFrom(undefined, undefined, "refund" as const, "income" as const),
    tags: fc.option(fc.uniqueArray(fc.constantFrom(...TAGS), { minLength: 1 }), { nil: undefined }),
    money: splitMoney(fc.constantFrom(...CATEGORIES), 50_000),
  })
  .map(({ key, money, ...one }) => expenseItem({ expenseId: expenseIdFor("l", key), ...one, ...money }));

const scope = fc.oneof(
  fc.constant({}),
  fc
    .uniqueArray(fc.constantFrom("FOOD", ...CATEGORIES.slice(2)), { minLength: 1 })
    .map((categories) => ({ categories })),
  fc.uniqueArray(fc.constantFrom(...TAGS), { minLength: 1 }).map((tags) => ({ tags })),
);

const period = fc
  .tuple(fc.constantFrom<PeriodUnit>(...PERIOD_UNITS), fc.integer({ min: 1, max: 28 }))
  .map(([unit, day]) => periodAt({ unit, startsOn: unit === "week" ? (day % 7) + 1 : day }, TODAY));

/** The sums of each day, as digests of months have them. */
function daysOf(items: readonly ExpenseItem[]): Record<string, DaySums> {
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
function shownAt(href: string, expenses: readonly Expense[], currency: string) {
  const { path, query } = parseRoute(href);
  const filter = filterOf(query);
  const list = path === EVERYWHERE ? searchOf(filter) : { month: path };
  const read = expenses.filter((expense) => belongs(expense, list));
  const rows = arrange(
    read.map((expense) => ({ expense })),
    filter,
  ).map(({ expense }) => expense);
  const totals = totalsOf(rows.flatMap((expense) => countedIn(expense, filter.category)));
  return { rows, sum: totals.find((one) => one.currency === currency)?.total, currencies: totals.length };
}

describe("The bar of a budget", () => {
  it("leads to rows whose sum is what is spent, whatever it counts and whenever its period is", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), scope, period, (items, counted, days) => {
        const budget = { ...counted, currency: "EUR" };
        const spent = spentWithin(spendingIn([daysOf(items)], budget), days);
        const { rows, sum, currencies } = shownAt(rowsHref(budget, days), items.map(toExpense), "EUR");
        expect(sum ?? "0.00").to.equal(formatAmount(Number(spent), "EUR"));
        expect(currencies).to.be.at.most(1);
        for (const { date, kind } of rows) {
          expect(days.from <= date && date <= days.to && kind !== "income").to.equal(true);
        }
      }),
    );
  });
});
