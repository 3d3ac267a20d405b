import { expect } from "chai";
import { foretellBudgets } from "../../../domain/budgets/budgetForecast";
import type { BudgetTerms } from "../../../domain/budgets/model";
import { DayTally } from "../../../domain/digests/dayTally";
import type { Days } from "../../../domain/digests/model";
import type { ExpenseContent } from "../../../domain/expenses/expenseRules";
import { plannedOf } from "../../../domain/insights/plannedCharges";
import { historiesOf, historyMonths } from "../../../domain/insights/spendingHistory";
import { groceries, monthly } from "../insights/histories";
import { RULED_ON, ruleOf } from "../insights/rules";

const TODAY = RULED_ON;
const PARTS = [
  { category: "Music", amount: 4_000 },
  { category: "Travel", amount: 3_000 },
];
const LESSONS = { description: "Lessons", category: "Music", amount: 7_000, currency: "EUR" };

/** Fifteen lessons, and groceries, as their days are summed. */
function sumsOf(lesson: Partial<ExpenseContent>): Map<string, Days> {
  const months = new Map<string, Record<string, Days[string]>>(historyMonths(TODAY).map((one) => [one, {}]));
  const tallies = new Map<string, DayTally>();
  const tallyOf = (day: string) => {
    const tally = tallies.get(day) ?? new DayTally();
    tallies.set(day, tally);
    return tally;
  };
  for (const { day, name, category, amount } of groceries("2025-06-01", TODAY)) {
    tallyOf(day).add({ description: name, category, amount, currency: "EUR", createdBy: "ann" });
  }
  for (const { day } of monthly("2025-06-25", 15, "", 0)) {
    tallyOf(day).add({ ...LESSONS, ...lesson, createdBy: "ann" });
  }
  for (const [day, tally] of tallies) {
    const sums = tally.whole();
    if (sums) Object.assign(months.get(day.slice(0, 7)) ?? {}, { [day]: sums });
  }
  return months;
}

/** The forecasts of budgets of these categories, by a rule that splits the lessons or without one. */
async function foretold(lesson: Partial<ExpenseContent>, isRuled: boolean) {
  const sums = sumsOf(lesson);
  const rule = ruleOf({ ...LESSONS, parts: PARTS }, { start: "2026-01-25" });
  const plans = isRuled ? plannedOf([{ ...rule, nextOn: "2026-09-25" }], new Map(), TODAY) : [];
  const terms = (category: string): BudgetTerms => ({
    ...{ from: "2026-01-01", amount: 50_000, currency: "EUR", unit: "month", startsOn: 1 },
    ...{ rollover: "none", thresholds: [], categories: [category] },
  });
  const budgets = ["Music", "Travel"].map((name) => {
    const budget = { name, version: 1, terms: [terms(name)] as [BudgetTerms] };
    return [name, budget] as const;
  });
  const known = { sums, histories: historiesOf(sums, plans, TODAY, []) };
  const found = await foretellBudgets(budgets, known, TODAY, async () => new Map());
  return found.map(({ forecast }) => [forecast?.due, forecast?.low, forecast?.total, forecast?.high]);
}

describe("forecasts of budgets for parts of expenses", () => {
  it("count the part that is theirs of what a rule splits, once", async () => {
    const once = [
      [4_000, 4_000, 4_000, 4_000],
      [3_000, 3_000, 3_000, 3_000],
    ];
    expect(await foretold({ parts: PARTS }, true)).to.deep.equal(once);
    expect(await foretold({}, true)).to.deep.equal(once);
  });

  it("count the part in its own category of a charge that is found to recur", async () => {
    const [music, travel] = await foretold({ parts: PARTS }, false);
    expect(music).to.deep.equal([4_000, 4_000, 4_000, 4_000]);
    // It is usual there, at the ends of months.
    expect(travel).to.deep.equal([0, 3_000, 3_000, 3_000]);
    expect((await foretold({}, false))[0]).to.deep.equal([7_000, 7_000, 7_000, 7_000]);
  });
});
