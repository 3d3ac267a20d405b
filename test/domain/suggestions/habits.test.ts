import { expect } from "chai";
import fc from "fast-check";
import { DayTally, type Summed } from "../../../domain/digests/dayTally";
import type { DaySums, Days } from "../../../domain/digests/model";
import { suggestionMonths, suggestionsOf } from "../../../domain/suggestions/habits";
import { MAX_HABITS } from "../../../domain/values/limits";

const TODAY = "2026-11-20";

const EXPENSE: Summed = {
  ...{ description: "Coffee", amount: 350, currency: "EUR", category: "Eating out", createdBy: "ada" },
};

/** The sums of expenses, as months keep them. */
function sumsOf(expenses: readonly (Partial<Summed> & { date: string })[]): Map<string, Days> {
  const months = new Map<string, Record<string, DaySums>>();
  for (const [date, own] of Map.groupBy(expenses, (one) => one.date)) {
    const tally = new DayTally();
    for (const { date: _, ...expense } of own) tally.add({ ...EXPENSE, ...expense });
    const sums = tally.whole();
    const month = date.slice(0, 7);
    if (sums) months.set(month, { ...months.get(month), [date]: sums });
  }
  return months;
}

const told = (expenses: readonly (Partial<Summed> & { date: string })[], today = TODAY) =>
  suggestionsOf(sumsOf(expenses), today);

describe("What a ledger spends again and again", () => {
  it("is a description with its likeliest category, its usual amount and its merchant", () => {
    const merchant = "Corner Café";
    expect(
      told([
        { date: "2024-01-05", category: "Leisure" },
        { date: "2026-10-05", merchant },
        { date: "2026-11-05", description: "COFFEE", merchant },
      ]),
    ).to.deep.equal({
      habits: [
        {
          ...{ description: "COFFEE", category: "Eating out", merchant, amount: "3.50", currency: "EUR" },
          ...{ count: 3, lastOn: "2026-11-05" },
        },
      ],
      categories: ["Eating out", "Leisure"],
      tags: [],
    });
  });

  it("tells the tags of all expenses, of late and often before long ago and seldom, as they were written last", () => {
    const { tags } = told([
      { date: "2024-01-05", tags: ["old", "Trip"] },
      { date: "2024-02-05", tags: ["old"] },
      { date: "2026-10-05", tags: ["kids", "trip"] },
      { date: "2026-11-05", tags: ["kids"] },
      { date: "2026-12-24", tags: ["later"] },
    ]);
    expect(tags).to.deep.equal(["kids", "trip", "old"]);
  });

  it("has no usual amount where none repeats of late, and the new one once it repeats", () => {
    const paid = (...amounts: number[]) =>
      told(
        amounts.map((amount, index) => ({ date: `2026-${String(index + 1).padStart(2, "0")}-01`, amount })),
      ).habits[0]?.amount;
    expect(paid(100, 200, 300)).to.equal(undefined);
    expect(paid(100)).to.equal(undefined);
    expect(paid(900, 900, 900, 1000)).to.equal("9.00");
    expect(paid(900, 900, 900, 1000, 1000)).to.equal("10.00");
    // Once it paid 1.00 twice; not in the last five.
    expect(paid(100, 100, 210, 320, 430, 540, 650)).to.equal(undefined);
    const twice = [{ date: "2026-01-01" }, { date: "2026-02-01", currency: "USD" }];
    expect(told(twice).habits[0]).not.to.have.any.keys("amount", "currency");
  });

  it("ranks what is lately frequent first, and follows a category that changed", () => {
    const months = ["01", "02", "03", "04", "05", "06"];
    const old = months.map((month) => ({ date: `2023-${month}-01`, description: "Tram" }));
    const { habits } = told([
      ...old,
      { date: "2026-10-01", description: "Bus" },
      { date: "2026-11-01", description: "Bus" },
    ]);
    expect(habits.map(({ description }) => description)).to.deep.equal(["Bus", "Tram"]);
    const moved = [...old, { date: "2026-11-01", description: "Tram", category: "Transport" }];
    expect(told(moved).habits[0]?.category).to.equal("Transport");
  });

  it("leaves out income and refunds, days to come, and texts that were cut", () => {
    const { habits } = told([
      { date: "2026-11-01", description: "Salary", kind: "income" },
      { date: "2026-11-01", description: "Returned", kind: "refund" },
      { date: "2026-11-21", description: "Tomorrow" },
      { date: "2026-11-01", description: "x".repeat(200) },
      { date: "2026-11-01", description: "y".repeat(59) },
    ]);
    expect(habits.map(({ description }) => description)).to.deep.equal(["y".repeat(59)]);
  });

  it("is small however much there is, and the same in whatever order it is summed", () => {
    const expense = fc.record({
      date: fc.integer({ min: 1, max: 28 }).map((day) => `2026-10-${String(day).padStart(2, "0")}`),
      description: fc.constantFrom("Tea", "tea", "Rent", "Bus"),
      category: fc.constantFrom("Food", "FOOD", "Home"),
      amount: fc.integer({ min: 1, max: 3 }),
      tags: fc.constantFrom<string[]>([], ["kids"], ["KIDS"], ["kids", "trip"]),
    });
    fc.assert(
      fc.property(fc.array(expense), (some) => {
        const { habits, categories, tags } = told(some);
        expect(told(some.toReversed())).to.deep.equal({ habits, categories, tags });
        expect(tags.length).to.be.at.most(2);
        expect(habits.length).to.be.at.most(3);
        expect(categories.length).to.be.at.most(2);
      }),
    );
    const many = Array.from({ length: 2 * MAX_HABITS }, (_, index) => ({
      date: `2026-${String((index % 10) + 1).padStart(2, "0")}-${String((index % 28) + 1).padStart(2, "0")}`,
      description: `Thing ${index}`,
    }));
    expect(told(many).habits).to.have.lengthOf(MAX_HABITS);
  });
});

describe("The months that suggestions are drawn from", () => {
  it("begin with the first expense, and are at most ten years", () => {
    expect(suggestionMonths(undefined, TODAY)).to.deep.equal([]);
    expect(suggestionMonths("2026-09-30", TODAY)).to.deep.equal(["2026-09", "2026-10", "2026-11"]);
    expect(suggestionMonths("2026-12-01", TODAY)).to.deep.equal([]);
    const all = suggestionMonths("1900-01-01", TODAY);
    expect([all.length, all[0], all.at(-1)]).to.deep.equal([120, "2016-12", "2026-11"]);
  });
});
