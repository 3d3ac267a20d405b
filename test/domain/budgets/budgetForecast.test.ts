import { expect } from "chai";
import * as fc from "fast-check";
import { budgetInsights, foretellBudgets } from "../../../domain/budgets/budgetForecast";
import type { BudgetTerms } from "../../../domain/budgets/model";
import type { Days, SpendingCell } from "../../../domain/digests/model";
import { forecastOf } from "../../../domain/insights/forecast";
import type { Charge } from "../../../domain/insights/model";
import { historiesOf, historyMonths } from "../../../domain/insights/spendingHistory";
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
  for (const { day, name, category, amount } of charges) {
    const days = months.get(day.slice(0, 7)) ?? {};
    const { spending = [], charges: own = [] } = days[day] ?? {};
    const cell: SpendingCell = {
      ...{ category, currency: "EUR", createdBy: "ann" },
      ...{ sum: String(amount), count: 1 },
    };
    days[day] = {
      spending: [...spending, cell],
      tags: [],
      merchants: [],
      charges: [...own, { name, category, amount, currency: "EUR" }],
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

async function foretold(charges: readonly Charge[], terms: Partial<BudgetTerms>, today = TODAY) {
  const sums = sumsOf(charges, today);
  const histories = historiesOf(sums, [], today, []);
  const budget = { name: "Home", version: 1, terms: [termsOf(terms)] as [BudgetTerms] };
  const read = async (months: readonly string[]) =>
    new Map(months.map((month): [string, Days] => [month, {}]));
  return { histories, budgets: await foretellBudgets([["home", budget]], { sums, histories }, today, read) };
}

async function forecast(charges: readonly Charge[], terms: Partial<BudgetTerms>, today = TODAY) {
  const { budgets } = await foretold(charges, terms, today);
  return budgets[0]?.forecast;
}

describe("forecasts of budgets", () => {
  it("of everything in a calendar month are those of the month", async () => {
    const days = fc.integer({ min: 1, max: 30 }).map((day) => `2026-09-${String(day).padStart(2, "0")}`);
    await fc.assert(
      fc.asyncProperty(days, async (today) => {
        const { histories, budgets } = await foretold(HOME, {}, today);
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

  it("follow the budget's own periods", async () => {
    const week = await forecast(HOME, { unit: "week", categories: ["Groceries"] });
    expect(week?.periods).to.equal(18);
    // Sunday is the last day of its week: nothing is left of it.
    expect(week?.total).to.equal(week?.spent);
    const late = await forecast(HOME, { startsOn: 15, categories: ["Housing"] });
    expect(late).to.include({ spent: 0, due: 96_000, total: 96_000 });
  });

  it("take the pace of four weeks where there are too few periods", async () => {
    const even = Array.from({ length: 40 }, (_, index) => index + 1).map((index) =>
      charge(`2026-0${index > 31 ? 9 : 8}-${String(((index - 1) % 31) + 1).padStart(2, "0")}`, "Cafe", 1_000),
    );
    const year = await forecast(even, { unit: "year" }, "2026-09-09");
    expect(year).to.deep.equal({
      ...{ spent: 40_000, due: 0, total: 153_000, low: 113_450, high: 192_550 },
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
      const { budgets } = await foretold(HOME, { amount, categories: ["Housing"] }, today);
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
