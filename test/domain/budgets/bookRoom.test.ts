import { expect } from "chai";
import fc from "fast-check";
import { shownBudget } from "../../../domain/budgets/budgetAnswers";
import { withoutBudget, withRenamedCategory } from "../../../domain/budgets/budgetBook";
import type { BudgetBook, BudgetTerms, StoredBudget } from "../../../domain/budgets/model";
import { packed, storedBytes, unpacked } from "../../../domain/budgets/packedBudgets";
import { budgetPeriods, relevantPeriods } from "../../../domain/budgets/reckoning";
import { ApiError } from "../../../domain/http/apiError";
import { addDays } from "../../../domain/values/day";
import { MAX_BUDGET_PERIODS, MAX_BUDGETS } from "../../../domain/values/limits";
import { monthlyBook, plannedOn, TERMS } from "../../helpers/budgetTerms";

const EMPTY: BudgetBook = { version: 0, budgets: {} };
const ROOM = 250_000;

/** Categories that differ from one time to the next, and fill a book fast. */
const longNames = (time: number) =>
  Array.from({ length: 20 }, (_, index) => `${time % 2} ${index} ${"x".repeat(44)}`);

/** Changes weekly budgets each week, at most until there is no room for more. */
function filledWeekly(rollover: BudgetTerms["rollover"], weeks = Number.POSITIVE_INFINITY) {
  let book = EMPTY;
  let today = "";
  for (let week = 0; week < weeks; week += 1) {
    const next = addDays("2026-01-05", 7 * week);
    const own = { categories: longNames(week), amount: 100 + week, unit: "week", rollover } as const;
    try {
      for (const id of ["a", "b", "c"]) book = plannedOn(book, id, next, own);
    } catch (error) {
      expect(error instanceof ApiError && error.code).to.equal("budget.tooLarge");
      break;
    }
    today = next;
  }
  return { book, today };
}

describe("the room for the budgets of a ledger", () => {
  it("is enough to set each of them anew in each month for years, with all that each month had", () => {
    let book = monthlyBook(60);
    for (const id of Object.keys(book.budgets)) book = plannedOn(book, id, "2030-12-06", { amount: 10_059 });
    expect(storedBytes(book.budgets)).to.be.below(ROOM);
    const budget = book.budgets["49"] ?? expect.fail();
    const amounts = budgetPeriods(budget, "2030-12-31").map(({ terms }) => terms.amount);
    expect(amounts).to.deep.equal(Array.from({ length: 60 }, (_, month) => 10_000 + month));
  });

  it("may be used up, which keeps nobody from deleting a budget or renaming a category", () => {
    const { book: full, today } = filledWeekly("rest");
    const now = new Date(`${today}T09:00:00.000Z`);
    let book = full;
    for (const name of longNames(0))
      book = withRenamedCategory(book, { from: name, to: `${name} renamed` }, { userId: "anna", now });
    expect(storedBytes(book.budgets)).to.be.above(ROOM);
    for (const id of ["a", "b", "c"])
      book = withoutBudget(book, { id, version: undefined, by: "anna", now, today });
    expect(Object.values(book.budgets).every(({ deletedAt }) => deletedAt !== undefined)).to.equal(true);
    const added = plannedOn(book, "d", today, {});
    expect(storedBytes(added.budgets)).to.be.below(ROOM);
    // The last one to be deleted can still be restored.
    expect(Object.keys(added.budgets)).to.include.members(["c", "d"]);
  });

  it("is made by forgetting the terms of periods that nothing shows any more, and not the first day", () => {
    const { book, today } = filledWeekly("none", 120);
    const budget = book.budgets.a ?? expect.fail();
    expect(budget.terms.length).to.be.below(120);
    expect(shownBudget("a", budget, today).from).to.equal("2026-01-05");
    const listed = relevantPeriods(budget, today, MAX_BUDGET_PERIODS).map(({ terms }) => terms.amount);
    expect(listed).to.deep.equal(Array.from({ length: MAX_BUDGET_PERIODS }, (_, week) => 167 + week));
    const again = { unit: "week", amount: 219, from: "2026-01-07", categories: longNames(119) } as const;
    expect(plannedOn(book, "a", today, again).budgets.a?.version).to.equal(121);
    expect(() => plannedOn(book, "a", today, { ...again, from: budget.terms[0].from })).to.throw(ApiError);
  });

  it("is not made where a rollover needs the terms", () => {
    const { book, today } = filledWeekly("rest");
    for (const budget of Object.values(book.budgets)) {
      expect(budget).not.to.have.property("begun");
      const amounts = budgetPeriods(budget, today).map(({ terms }) => terms.amount);
      expect(amounts).to.deep.equal(amounts.map((_, week) => 100 + week));
    }
  });
});

describe("large budgets", () => {
  const terms = fc.record(
    {
      amount: fc.integer({ min: 1, max: 3 }),
      startsOn: fc.constantFrom(1, 25),
      rollover: fc.constantFrom("none" as const, "rest" as const),
      thresholds: fc.uniqueArray(fc.constantFrom(80, 100)),
      categories: fc.constantFrom(["Food"], ["Food", "Fun"]),
      tags: fc.constant(["trip"]),
    },
    { requiredKeys: ["amount", "startsOn", "rollover", "thresholds"] },
  );

  it("are read as they were, and in a release that does not know how by their last terms", () => {
    fc.assert(
      fc.property(fc.array(terms, { minLength: 1, maxLength: 6 }), (drawn) => {
        const all = drawn.map((own, index) => ({ ...TERMS, ...own, from: `2026-0${index + 1}-01` }));
        const budget: StoredBudget = { name: "Food", version: 1, terms: all as StoredBudget["terms"] };
        const filler: StoredBudget = { ...budget, name: "x".repeat(100_000) };
        const stored = packed({ budget, filler });
        expect(unpacked(stored)).to.deep.equal({ budget, filler });
        expect(stored.budget?.terms).to.deep.equal(all.slice(-1));
      }),
    );
  });

  it("are changed by a release that does not know their earlier terms without losing these", () => {
    const stored = packed(monthlyBook(20).budgets);
    const [id = "", budget = expect.fail()] = Object.entries(stored)[0] ?? [];
    expect(budget.earlierTerms).to.have.length(19);
    const changed = plannedOn({ version: 1, budgets: stored }, id, "2027-09-05", { amount: 1 }).budgets;
    const amounts = unpacked(changed)[id]?.terms.map(({ amount }) => amount);
    expect(amounts).to.deep.equal([...Array.from({ length: 20 }, (_, month) => 10_000 + month), 1]);
  });

  it("are stored as before while they are small", () => {
    const { budgets } = monthlyBook(2);
    expect(Object.keys(budgets)).to.have.length(MAX_BUDGETS);
    expect(packed(budgets)).to.equal(budgets);
  });
});
