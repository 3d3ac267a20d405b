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
import { type Calendar, PERIOD_UNITS } from "../../../domain/budgets/periods";
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

const DAY_MS = 86_400_000;
const MONTHS = { month: 1, quarter: 3, year: 12 };

/** The number of the period of a calendar that a day is in. */
function numberIn({ unit, startsOn }: Calendar, date: string): number {
  // 5 January 1970 was a Monday.
  if (unit === "week") return Math.floor((Date.parse(date) / DAY_MS - 4 - (startsOn - 1)) / 7);
  const [year = 0, month = 0, dayOfMonth = 0] = date.split("-").map(Number);
  return Math.floor((year * 12 + month - 1 - (dayOfMonth < startsOn ? 1 : 0)) / MONTHS[unit]);
}

/** The days of a period of a calendar, whatever was planned for them. */
function daysOf(calendar: Calendar, date: string): number {
  const number = numberIn(calendar, date);
  let days = 1;
  for (const step of [-1, 1])
    for (let at = addDays(date, step); numberIn(calendar, at) === number; at = addDays(at, step)) days += 1;
  return days;
}

/** Walks through the days of a budget. Those of one period by the same terms are a period, which may be a part of one. */
function plainPeriods({ terms }: StoredBudget) {
  const periods: { from: string; to: string; days: number; terms: BudgetTerms; key: string }[] = [];
  for (let at = terms[0].from; ; at = addDays(at, 1)) {
    const index = terms.findLastIndex(({ from }) => from <= at);
    const own = terms[index] ?? terms[0];
    const key = `${index} ${numberIn(own, at)}`;
    const last = periods.at(-1);
    if (last?.key === key) Object.assign(last, { to: at, days: last.days + 1 });
    else if (at > TODAY) return periods;
    else periods.push({ from: at, to: at, days: 1, terms: own, key });
  }
}

/** Adds up expense by expense, period by period. */
function plainSums(budget: StoredBudget, items: readonly ExpenseItem[]) {
  let before: { terms: BudgetTerms; rest: number } | undefined;
  return plainPeriods(budget).map(({ from, to, days, terms }) => {
    const spent = items
      .filter(({ date, currency }) => from <= date && date <= to && currency === terms.currency)
      .reduce((sum, item) => sum + sharesIn(item, terms) * signOf(item), 0);
    const carried = before && isAlike(before.terms, terms) ? handedOn(before) : 0;
    const amount = Math.ceil((terms.amount * days) / daysOf(terms, from));
    before = { terms, rest: amount + carried - spent };
    return { from, to, amount, carried, available: amount + carried, spent };
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
        const shown = (summed?.periods ?? [])
          .slice(-count)
          .map(({ terms: _, whole: _whole, ...figures }) => ({
            ...figures,
            amount: Number(figures.amount),
            carried: Number(figures.carried),
            available: Number(figures.available),
            spent: Number(figures.spent),
          }));
        expect(shown).to.deep.equal(plainSums(budget, items).slice(-count));
      }),
    );
  });

  it("give a part of a period that a change of the start leaves its share by days, which alone it carries over", async () => {
    const own = { name: "Food", currency: "USD", amount: 50_000, unit: "month", thresholds: [] } as const;
    const wanting = (startsOn: number) => ({ ...own, thresholds: [], rollover: "rest" as const, startsOn });
    const [before, since] = [Date.parse("2026-04-26"), Date.parse("2026-06-26")].map(
      (at) => (at - Date.parse(TODAY)) / DAY_MS,
    );
    const budget = changedBudget([
      { wanted: wanting(25), on: before ?? 0 },
      { wanted: wanting(1), on: since ?? 0 },
    ]);
    const none = async () => new Map<string, Days>();
    const [summed] = await sumBudgets([["id", budget]], "2026-07-10", 3, none);
    const figures = summed?.periods
      .slice(-3)
      .map(({ from, to, carried, available }) => [from, to, carried, available]);
    expect(figures).to.deep.equal([
      ["2026-05-25", "2026-06-24", 50_000n, 100_000n],
      ["2026-06-25", "2026-06-30", 0n, 10_000n],
      ["2026-07-01", "2026-07-31", 10_000n, 60_000n],
    ]);
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
