import { expect } from "chai";
import fc from "fast-check";
import { withBudget } from "../../../domain/budgets/budgetBook";
import { sumBudgets } from "../../../domain/budgets/budgetSums";
import {
  type BudgetBook,
  type BudgetTerms,
  ROLLOVERS,
  type StoredBudget,
} from "../../../domain/budgets/model";
import { PERIOD_UNITS } from "../../../domain/budgets/periods";
import { budgetPeriods } from "../../../domain/budgets/reckoning";
import { DayTally } from "../../../domain/digests/dayTally";
import type { DaySums, Days } from "../../../domain/digests/model";
import { expenseIdFor } from "../../../domain/expenses/expenseKeys";
import type { ExpenseItem } from "../../../domain/expenses/model";
import { addDays } from "../../../domain/values/day";
import { getOrAdd } from "../../../domain/values/maps";
import { expenseItem } from "../../helpers/expenseItem";

const TODAY = "2027-01-02";
const CATEGORIES = ["Food", "food", "Föod", "Rent", "Fun"];
const TAGS = ["trip", "Trip", "kids"];

const day = fc.integer({ min: -500, max: 40 }).map((offset) => addDays(TODAY, offset));
const amount = fc.integer({ min: 1, max: 50_000 });
const part = fc.record({ category: fc.constantFrom(...CATEGORIES), amount });
const expenses = fc.array(
  fc
    .record({
      date: day,
      amount,
      category: fc.constantFrom(...CATEGORIES),
      currency: fc.constantFrom("USD", "USD", "EUR"),
      kind: fc.constantFrom(undefined, undefined, "refund" as const, "income" as const),
      tags: fc.option(fc.uniqueArray(fc.constantFrom("trip", "Kids"), { minLength: 1 }), { nil: undefined }),
      parts: fc.option(fc.array(part, { minLength: 2, maxLength: 4 }), { nil: undefined }),
    })
    .map(({ tags, parts, kind, ...one }) => {
      const sum = parts?.reduce((all, { amount: share }) => all + share, 0) ?? one.amount;
      return { ...one, amount: sum, ...(tags && { tags }), ...(parts && { parts }), ...(kind && { kind }) };
    }),
  { maxLength: 60 },
);

const scope = fc.constantFrom<object>(
  {},
  { categories: ["FOOD"] },
  { categories: ["Rent", "Fun"] },
  { tags: TAGS.slice(1) },
);
const wanted = fc.constantFrom(...PERIOD_UNITS).chain((unit) =>
  fc
    .record({
      name: fc.constant("Budget"),
      amount: fc.integer({ min: 1, max: 80_000 }),
      currency: fc.constantFrom("USD", "USD", "USD", "EUR"),
      unit: fc.constant(unit),
      startsOn: unit === "week" ? fc.integer({ min: 1, max: 7 }) : fc.constantFrom(1, 15, 25, 26, 27, 28),
      rollover: fc.constantFrom(...ROLLOVERS),
      thresholds: fc.constant<number[]>([80, 100]),
      scope,
    })
    .map(({ scope: names, ...others }) => ({ ...others, ...names })),
);
const changes = fc
  .array(fc.record({ wanted, on: fc.integer({ min: -490, max: 0 }) }), { minLength: 1, maxLength: 3 })
  .map((list) => list.toSorted((a, b) => a.on - b.on));

/** A budget that was changed on days. */
function changedBudget(
  list: readonly { wanted: Omit<BudgetTerms, "from"> & { name: string }; on: number }[],
) {
  let book: BudgetBook = { version: 0, budgets: {} };
  for (const [version, { wanted: next, on }] of list.entries()) {
    const change = { id: "id", version, by: "user", now: new Date(), today: addDays(TODAY, on) };
    book = withBudget(book, next, change);
  }
  return book.budgets.id as StoredBudget;
}

/** Adds up expense by expense, period by period. */
function plainSums(budget: StoredBudget, items: readonly ExpenseItem[]) {
  let before: { terms: BudgetTerms; rest: number } | undefined;
  return budgetPeriods(budget, TODAY).map(({ from, to, terms }) => {
    const spent = items
      .filter(({ date, currency }) => from <= date && date <= to && currency === terms.currency)
      .reduce((sum, item) => sum + sharesIn(item, terms) * signOf(item), 0);
    const carried = before && isAlike(before.terms, terms) ? handedOn(before) : 0;
    before = { terms, rest: terms.amount + carried - spent };
    return { from, to, carried, available: terms.amount + carried, spent };
  });
}

const signOf = ({ kind }: ExpenseItem) => (kind === "income" ? 0 : kind === "refund" ? -1 : 1);
const plain = (text: string) => text.toLowerCase().replace("ö", "o");

function sharesIn({ category, amount: whole, parts, tags = [] }: ExpenseItem, terms: BudgetTerms): number {
  if (terms.tags) return tags.some((tag) => terms.tags?.some((one) => plain(one) === plain(tag))) ? whole : 0;
  const counts = (name: string) =>
    terms.categories === undefined || terms.categories.some((one) => plain(one) === plain(name));
  return (parts ?? [{ category, amount: whole }]).reduce(
    (sum, share) => (counts(share.category) ? sum + share.amount : sum),
    0,
  );
}

const isAlike = (a: BudgetTerms, b: BudgetTerms) =>
  a.unit === b.unit && a.startsOn === b.startsOn && a.currency === b.currency;

function handedOn({ terms: { rollover }, rest }: { terms: BudgetTerms; rest: number }): number {
  if (rollover === "none") return 0;
  return rollover === "rest" ? Math.max(0, rest) : rest;
}

/** The digests of expenses, as {@link DayTally} makes them. */
function digestsOf(items: readonly ExpenseItem[]): ReadonlyMap<string, Days> {
  const tallies = new Map<string, DayTally>();
  for (const item of items) getOrAdd(tallies, item.date, () => new DayTally()).add(item);
  const months = new Map<string, Record<string, DaySums>>();
  for (const [date, tally] of tallies) {
    const whole = tally.whole();
    if (whole) getOrAdd(months, date.slice(0, 7), (): Record<string, DaySums> => ({}))[date] = whole;
  }
  return months;
}

describe("sums of budgets", () => {
  it("equal plain sums, whatever the history, the period, its start and the rollover", async () => {
    await fc.assert(
      fc.asyncProperty(expenses, changes, fc.constantFrom(1, 3, 100), async (drawn, list, count) => {
        const items = drawn.map((one, index) =>
          expenseItem({ ...one, expenseId: expenseIdFor("l", `${index}`) }),
        );
        const budget = changedBudget(list);
        const digests = digestsOf(items);
        const read = async (months: readonly string[]) =>
          new Map([...digests].filter(([month]) => months.includes(month)));
        const [summed] = await sumBudgets([["id", budget]], TODAY, count, read);
        const shown = (summed?.periods ?? []).slice(-count).map(({ terms: _terms, ...figures }) => ({
          ...figures,
          carried: Number(figures.carried),
          available: Number(figures.available),
          spent: Number(figures.spent),
        }));
        expect(shown).to.deep.equal(plainSums(budget, items).slice(-count));
      }),
    );
  });

  it("need no months before a budget that carries nothing over", async () => {
    const terms = { amount: 1, currency: "USD", unit: "month", startsOn: 25, thresholds: [] } as const;
    const asked: (readonly string[])[] = [];
    const read = async (months: readonly string[]) => {
      asked.push(months);
      return new Map<string, Days>();
    };
    for (const rollover of ["none", "rest"] as const) {
      const own = { ...terms, thresholds: [], rollover, from: "2026-10-25" };
      await sumBudgets([["id", { name: "Food", version: 1, terms: [own] }]], TODAY, 1, read);
    }
    expect(asked).to.deep.equal([
      ["2026-12", "2027-01"],
      ["2026-10", "2026-11", "2026-12", "2027-01"],
    ]);
  });
});
