import { expect } from "chai";
import * as fc from "fast-check";
import { budgetInsights, foretellBudgets } from "../../../domain/budgets/budgetForecast";
import type { BudgetTerms } from "../../../domain/budgets/model";
import type { Days, SpendingCell } from "../../../domain/digests/model";
import { forecastOf } from "../../../domain/insights/forecast";
import type { Charge, RulePlan } from "../../../domain/insights/model";
import { unusualKey } from "../../../domain/insights/oneOffs";
import { plannedOf } from "../../../domain/insights/plannedCharges";
import { historiesOf, historyMonths } from "../../../domain/insights/spendingHistory";
import type { Rule } from "../../../domain/recurring/model";
import { newRule } from "../../../domain/recurring/rules";
import { runs } from "../../helpers/runs";
import { charge, groceries, monthly } from "../insights/histories";

const TODAY = "2026-09-20";
const HOME = [
  ...groceries("2025-06-01", TODAY),
  ...monthly("2025-06-03", 16, "Landlord", 90_000, "Housing"),
  ...monthly("2025-06-25", 15, "Power", 6_000, "Housing"),
];

/** Digests of these expenses, as they are read. */
function sumsOf(charges: readonly Charge[], today: string): Map<string, Days> {
  const months = new Map<string, Record<string, Days[string]>>(historyMonths(today).map((one) => [one, {}]));
  for (const { day, name, category, amount, kind } of charges) {
    const days = months.get(day.slice(0, 7)) ?? {};
    const { spending = [], charges: own = [] } = days[day] ?? {};
    const cell: SpendingCell = {
      ...{ category, currency: "EUR", createdBy: "ann" },
      ...{ sum: String(amount), count: 1, ...(kind && { kind }) },
    };
    days[day] = {
      spending: [...spending, cell],
      tags: [],
      merchants: [],
      charges: [...own, { name, category, amount, currency: "EUR", ...(kind && { kind }) }],
    };
    months.set(day.slice(0, 7), days);
  }
  return months;
}

const termsOf = (terms: Partial<BudgetTerms>): BudgetTerms => ({
  ...{ from: "2026-01-01", amount: 50_000, currency: "EUR", unit: "month", startsOn: 1 },
  ...{ rollover: "none", thresholds: [] },
  ...terms,
});

/** Beside the expenses that a budget is foretold from. */
interface Known {
  today?: string;
  plans?: readonly RulePlan[];
  oneOffs?: readonly string[];
}

async function foretold(
  charges: readonly Charge[],
  terms: Partial<BudgetTerms>,
  { today = TODAY, plans = [], oneOffs = [] }: Known = {},
) {
  const sums = sumsOf(charges, today);
  const histories = historiesOf(sums, plans, today, oneOffs);
  const budget = { name: "Home", version: 1, terms: [termsOf(terms)] as [BudgetTerms] };
  const read = async (months: readonly string[]) =>
    new Map(months.map((month): [string, Days] => [month, {}]));
  return { histories, budgets: await foretellBudgets([["home", budget]], { sums, histories }, today, read) };
}

async function forecast(charges: readonly Charge[], terms: Partial<BudgetTerms>, known?: Known) {
  const { budgets } = await foretold(charges, terms, known);
  return budgets[0]?.forecast;
}

describe("forecasts of budgets", () => {
  it("take no period as earlier in which the ledger was not used", async () => {
    const stray = charge("2024-10-01", "Old", 3_000);
    const known = groceries("2026-05-01", TODAY);
    const [alone, after] = [await forecast(known, {}), await forecast([stray, ...known], {})];
    expect([alone?.periods, after]).to.deep.equal([4, alone]);
  });

  it("wait for two weeks again after two months in which the ledger was not used", async () => {
    const before = groceries("2026-01-01", "2026-06-28");
    const again = groceries("2026-09-04", "2026-09-30");
    const on = (today: string, charges: readonly Charge[]) => forecast(charges, {}, { today });
    expect(await on("2026-09-17", [...before, ...again])).to.equal(undefined);
    const known = await on("2026-09-18", again);
    expect(await on("2026-09-18", [...before, ...again])).to.deep.equal(known);
    expect(known?.periods).to.equal(0);
  });

  it("of everything in a calendar month are those of the month", async () => {
    const days = fc.integer({ min: 1, max: 30 }).map((day) => `2026-09-${String(day).padStart(2, "0")}`);
    await fc.assert(
      fc.asyncProperty(days, async (today) => {
        const { histories, budgets } = await foretold(HOME, {}, { today });
        const [history] = histories;
        expect(budgets[0]?.forecast).to.deep.equal(forecastOf(history ?? expect.fail()));
      }),
      { numRuns: runs(10) },
    );
  });

  it("count the recurring charges of their categories, and nothing of the others", async () => {
    const housing = await forecast(HOME, { categories: ["housing"] });
    expect(housing).to.deep.equal({
      ...{ spent: 90_000, due: 6_000, total: 96_000, low: 96_000, high: 96_000 },
      periods: 15,
    });
    const food = await forecast(HOME, { categories: ["Groceries"] });
    expect(food?.due).to.equal(0);
    expect(food?.total).to.be.within(food?.low ?? 0, food?.high ?? 0);
  });

  it("leave out only what the budget counted, if a recurring charge got another category", async () => {
    const moved = monthly("2025-06-25", 15, "Gym", 3_000).map((one, index) => ({
      ...one,
      category: index < 10 ? "Fun" : "Health",
    }));
    // Bought at another shop each time, so that nothing of it recurs.
    const pills = monthly("2025-06-26", 15, "", 1_000, "Health").map((one, index) => ({
      ...one,
      name: `${String.fromCharCode(65 + index)}pill`,
      amount: 1_000 + 37 * ((index * 7) % 5),
    }));
    const at = (categories: string[], charges: readonly Charge[]) =>
      forecast([...HOME, ...charges], { categories });
    // The pharmacy costs what it costs, whatever the gym was filed under.
    const [health, alone] = [await at(["Health"], [...moved, ...pills]), await at(["Health"], pills)];
    expect(health?.due).to.equal(3_000);
    expect(health?.total).to.equal(3_000 + (alone?.total ?? 0));
    expect(await at(["Fun"], moved)).to.include({ due: 0, total: 0, high: 0 });
  });

  it("leave out of an expense that was split no more than the budget counted", async () => {
    const split = (charges: readonly Charge[], oneOffs: readonly string[]) => {
      const sums = sumsOf(charges, TODAY);
      for (const days of sums.values()) {
        for (const { spending } of Object.values(days)) {
          for (const cell of spending) if (cell.sum === "500000") Object.assign(cell, { sum: "1000" });
        }
      }
      return { sums, histories: historiesOf(sums, [], TODAY, oneOffs) };
    };
    const roof = charge("2026-07-28", "Roofer", 500_000, "Housing");
    const known = split([...HOME, roof], [unusualKey(roof)]);
    const budget = {
      name: "Home",
      version: 1,
      terms: [termsOf({ categories: ["Housing"] })] as [BudgetTerms],
    };
    const [told] = await foretellBudgets([["home", budget]], known, TODAY, async () => new Map());
    expect(told?.forecast).to.include({ total: 96_000, low: 96_000, high: 96_000 });
  });

  it("leave out a one-off that was paid back once, with its refund", async () => {
    const roof = charge("2026-07-28", "Roofer", 500_000, "Housing");
    const back: Charge = { ...charge("2026-08-27", "Roofer", 480_000, "Housing"), kind: "refund" };
    const oneOffs = [unusualKey(roof)];
    for (const terms of [{}, { categories: ["housing"] }]) {
      const paid = await forecast([...HOME, roof, back], terms, { oneOffs });
      expect(paid).to.deep.equal(await forecast(HOME, terms));
    }
  });

  it("count what rules will make in their categories and with their tags, once", async () => {
    const plan = (content: Partial<Rule["content"]>, start = "2026-09-27"): RulePlan[] => {
      const terms = {
        content: { description: "Lessons", category: "Music", amount: 7_000, currency: "EUR", ...content },
        schedule: { every: 1, unit: "months" as const, start },
        mode: "post" as const,
      };
      const author = { userId: "ann", now: new Date(`${TODAY}T12:00:00Z`), today: TODAY };
      return plannedOf([newRule(terms, "lessons", "ledger", author)], new Map(), TODAY);
    };
    const total = async (terms: Partial<BudgetTerms>, plans: RulePlan[]) =>
      (await forecast(HOME, terms, { plans }))?.total;
    const music = { categories: ["music"] };
    expect(await total(music, plan({}))).to.equal(7_000);
    expect(await total(music, plan({}, "2026-10-01"))).to.equal(0);
    expect(await total({ ...music, unit: "year" }, plan({}, "2026-10-01"))).to.equal(21_000);
    expect(await total(music, plan({ currency: "USD" }))).to.equal(0);
    const parts = [
      { category: "Music", amount: 4_000 },
      { category: "Housing", amount: 3_000 },
    ];
    expect(await total(music, plan({ parts }))).to.equal(4_000);
    expect(await total({ categories: ["Housing"] }, plan({ parts }))).to.equal(99_000);
    expect(await total({ tags: ["Kids"] }, plan({ tags: ["kids"] }))).to.equal(7_000);
    expect(await total({ tags: ["Kids"] }, plan({}))).to.equal(0);
    // The power is found among the expenses already.
    const power = { description: "POWER", category: "Housing", amount: 6_000 };
    expect(await total({ categories: ["Housing"] }, plan(power, "2026-09-25"))).to.equal(96_000);
    expect((await foretold(HOME, {}, { plans: plan({}) })).budgets[0]?.forecast?.due).to.equal(13_000);
  });

  it("follow the budget's own periods", async () => {
    const week = await forecast(HOME, { unit: "week", categories: ["Groceries"] });
    expect(week?.periods).to.equal(18);
    // Sunday is the last day of its week: nothing is left of it.
    expect(week?.total).to.equal(week?.spent);
    const late = await forecast(HOME, { startsOn: 15, categories: ["Housing"] });
    expect(late).to.include({ spent: 0, due: 96_000, total: 96_000 });
  });

  it("compare a part of a period that a change left with whole periods before it", async () => {
    const restOf = async (from: string) => {
      const found = (await forecast(HOME, { from })) ?? expect.fail();
      const { spent, periods, total, low, high } = found;
      return { periods, rests: [total, low, high].map((one) => one - spent) };
    };
    expect(await restOf("2026-09-10")).to.deep.equal(await restOf("2026-01-01"));
  });

  it("take the pace of four weeks where there are too few periods", async () => {
    const even = Array.from({ length: 40 }, (_, index) => index + 1).map((index) =>
      charge(`2026-0${index > 31 ? 9 : 8}-${String(((index - 1) % 31) + 1).padStart(2, "0")}`, "Cafe", 1_000),
    );
    const year = await forecast(even, { unit: "year" }, { today: "2026-09-09" });
    expect(year).to.deep.equal({
      ...{ spent: 40_000, due: 0, total: 153_000, low: 85_200, high: 220_800 },
      periods: 0,
    });
  });

  it("never fall below what is entered for days to come, and count it once", async () => {
    const ahead = [...HOME, charge("2026-09-28", "Garage", 150_000, "Car")];
    const car = await forecast(ahead, { categories: ["Car"] });
    expect(car).to.include({ spent: 0, total: 150_000, low: 150_000, high: 150_000 });
    const power = await forecast([...HOME, charge("2026-09-25", "Power", 6_000, "Housing")], {
      categories: ["Housing"],
    });
    expect(power?.total).to.equal(96_000);
  });

  it("tell of a budget that will be exceeded, but not of one that is, and under one key for the period", async () => {
    const told = async (amount: number, today = TODAY) => {
      const { budgets } = await foretold(HOME, { amount, categories: ["Housing"] }, { today });
      return budgetInsights(budgets, "EUR").findings;
    };
    expect(await told(91_000)).to.deep.equal([
      {
        ...{ kind: "budget", key: "budget:home:2026-09-01", warns: true, weight: 5_000 },
        ...{ name: "Home", budget: "home", amount: 96_000, usual: 91_000, day: "2026-09-30" },
        rows: {
          ...{ from: "2026-09-01", to: "2026-09-30" },
          ...{ kind: ["expense", "refund"], category: ["Housing"] },
        },
      },
    ]);
    expect((await told(91_000, "2026-09-12"))[0]?.key).to.equal("budget:home:2026-09-01");
    // Less than a twentieth above is no news.
    expect([await told(89_999), await told(92_000), await told(96_000)]).to.deep.equal([[], [], []]);
  });

  it("are in the currency of the budget alone", async () => {
    const { budgets } = await foretold(HOME, { currency: "USD" });
    expect([budgets[0]?.forecast, budgetInsights(budgets, "EUR").budgets]).to.deep.equal([undefined, []]);
  });
});
