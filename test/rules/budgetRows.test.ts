import { expect } from "chai";
import fc from "fast-check";
import { PERIOD_UNITS, type PeriodUnit, periodAt } from "../../domain/budgets/periods";
import { spendingsIn, totalsOf } from "../../domain/budgets/spending";
import { toExpense } from "../../domain/expenses/expense";
import { expenseIdFor } from "../../domain/expenses/expenseKeys";
import { addDays } from "../../domain/values/day";
import { formatAmount } from "../../domain/values/money";
import { rowsHref } from "../../site/data/budgets/ledgerBudgets";
import { expenseItem } from "../helpers/expenseItem";
import { splitMoney } from "../helpers/splitMoney";
import { daysOf, shownAt } from "./followedRows";

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

describe("The bar of a budget", () => {
  it("leads to rows whose sum is what is spent, whatever it counts and whenever its period is", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), scope, period, (items, counted, days) => {
        const budget = { ...counted, currency: "EUR" };
        const spending = spendingsIn([daysOf(items)], [budget]).get(budget) ?? expect.fail();
        const spent = totalsOf(spending)(days);
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
