import { expect } from "chai";
import { median } from "simple-statistics";
import { budgetInsights, foretellBudgets } from "../../domain/budgets/budgetForecast";
import type { StoredBudget } from "../../domain/budgets/model";
import { trendMonths } from "../../domain/digests/trends";
import { toExpense } from "../../domain/expenses/expense";
import { expenseIdFor } from "../../domain/expenses/expenseKeys";
import type { ExpenseItem } from "../../domain/expenses/model";
import { insightsAnswer } from "../../domain/insights/insightAnswers";
import { type InsightsAnswer, insights } from "../../domain/insights/insightSchemas";
import { FINDING_KINDS } from "../../domain/insights/model";
import { historiesOf } from "../../domain/insights/spendingHistory";
import { addDays, addMonths } from "../../domain/values/day";
import { formatAmount, parseAmount } from "../../domain/values/money";
import { selectedHref } from "../../site/data/lists/rowsAddress";
import { charge, groceries, monthly } from "../domain/insights/histories";
import { expenseItem } from "../helpers/expenseItem";
import { daysOf, shownAt } from "./followedRows";

const TODAY = "2026-09-20";

/** A ledger with something of every kind to tell, and beside each of them rows that are no part of it. */
function ledger(): ExpenseItem[] {
  const spellings = ["NETFLIX.COM 866-579", "Netflix", "Netflix Inc."];
  const netflix = monthly("2026-01-12", 9, "", 1_299, "Fun").map((one, index) => ({
    ...one,
    name: spellings[index % 3] ?? "",
    amount: index < 7 ? 1_299 : 1_499,
  }));
  const toys = monthly("2025-08-02", 12, "Toy Land", 3_000, "Toys").map(({ day, ...one }, index) => ({
    ...one,
    day: addDays(day, (index % 3) * 10),
  }));
  // A category that grew although none of its merchants did, and a month that costs more although no expense stands out.
  const garden = ["Roses", "Tulips", "Daisies", "Lilies", "Peonies", "Irises", "Asters"].map((name, month) =>
    charge(`2026-0${month + 1}-18`, name, 5_000, "Garden"),
  );
  const planted = ["Spades", "Hoses", "Benches", "Fences"].map((name) =>
    charge("2026-08-18", name, 5_000, "Garden"),
  );
  const party = ["Bakery", "Butcher", "Brewery", "Cheese", "Fish", "Wine", "Fruit", "Candles"].map((name) =>
    charge("2026-09-11", name, 9_000, "Party"),
  );
  const charges = [
    ...[...garden, ...planted, ...party],
    ...groceries("2025-01-01", TODAY),
    ...monthly("2025-06-03", 16, "Landlord", 90_000, "Housing"),
    ...[...netflix, charge("2026-08-20", "Netflix", 2_500, "Fun")],
    ...[
      ...toys,
      charge("2026-08-04", "TOY LAND 12", 90_000, "Toys"),
      charge("2026-08-12", "Toy Land", 90_000, "Toys"),
      charge("2026-08-21", "Toyland", 80_000, "Toys"),
    ],
    ...monthly("2026-01-12", 7, "Gym", 3_990, "Health"),
    ...[charge("2026-08-31", "Shoe World", 8_990), charge("2026-09-01", "SHOE WORLD 12", 8_990)],
    ...[charge("2026-08-31", "Shoe World", 4_500), charge("2026-09-01", "Boot World", 8_990)],
    ...[charge("2026-09-14", "Rewe", 42_000, "Groceries"), charge("2026-09-14", "Rewe", 1_000, "Groceries")],
    charge("2026-09-15", "Roofer", 900_000, "Housing"),
    { ...charge("2026-09-16", "Hall", 120_000, "Party"), share: 110_000 },
  ];
  const items = charges.map(({ day, name, category, amount, share }, index) =>
    expenseItem({
      ...{ expenseId: expenseIdFor("l", `${index}`), date: day, currency: "EUR", category, amount },
      ...(share !== undefined && {
        parts: [
          { category, amount: share },
          { category: "Garden", amount: amount - share },
        ],
      }),
      // The name is that of the merchant, if there is one.
      ...(index % 2 === 0 ? { description: name } : { description: "Bought", merchant: name }),
    }),
  );
  const beside = items.flatMap((item, index) => {
    const own = (others: Partial<ExpenseItem>, key: string): ExpenseItem => ({
      ...item,
      ...others,
      expenseId: expenseIdFor("l", `${index} ${key}`),
    });
    const dollars = index % 9 === 0 ? [own({ currency: "USD" }, "dollars")] : [];
    return index % 7 === 0 ? [...dollars, own({ kind: "income" }, "income")] : dollars;
  });
  const refund = items.find(({ date }) => date === "2026-09-14");
  return [
    ...items,
    ...beside,
    ...(refund
      ? [{ ...refund, kind: "refund" as const, amount: 77, expenseId: expenseIdFor("l", "refund") }]
      : []),
    expenseItem({
      expenseId: expenseIdFor("l", "ahead"),
      date: "2026-09-25",
      currency: "EUR",
      category: "Housing",
    }),
  ];
}

async function answerOf(items: readonly ExpenseItem[]): Promise<InsightsAnswer["currencies"][number]> {
  const months = Map.groupBy(items, ({ date }) => date.slice(0, 7));
  const sums = new Map([...months].map(([month, own]) => [month, daysOf(own)]));
  const histories = historiesOf(sums, [], TODAY, ["unusual:ROOFER:900000:2026-09-15"]);
  const budget: StoredBudget = {
    ...{ name: "Eating", version: 1 },
    terms: [
      {
        ...{ from: "2026-01-01", amount: 90_000, currency: "EUR", unit: "month", startsOn: 1 },
        ...{ rollover: "none", thresholds: [], categories: ["groceries", "Fun"] },
      },
    ],
  };
  const budgets = await foretellBudgets(
    [["eating", budget]],
    { sums, histories },
    TODAY,
    async () => new Map(),
  );
  const answer = insightsAnswer(
    histories,
    TODAY,
    () => true,
    (currency) => budgetInsights(budgets, currency),
  );
  return insights.parse(answer).currencies[0] ?? expect.fail();
}

describe("The rows behind insights", () => {
  let known: InsightsAnswer["currencies"][number];
  let follow: (rows: Parameters<typeof selectedHref>[0]) => ReturnType<typeof shownAt>;
  before(async () => {
    const items = ledger();
    known = await answerOf(items);
    follow = (rows) => shownAt(selectedHref(rows), items.map(toExpense), "EUR");
  });

  const minor = (amount: string) => parseAmount(amount, "EUR");
  const named = (kind: string, of?: string) =>
    known.dismissed.find(
      (one) => one.kind === kind && (of === undefined || (one.name ?? one.category) === of),
    ) ?? expect.fail(`${kind} ${of}`);

  it("are known of each kind of finding", () => {
    expect([...new Set(known.dismissed.map(({ kind }) => kind))]).to.have.members([...FINDING_KINDS]);
  });

  it("sum to what an unusual expense, a month, a year, a category and a merchant cost", () => {
    for (const one of known.dismissed.filter(({ kind }) =>
      ["unusual", "pace", "year", "category", "merchant"].includes(kind),
    )) {
      expect(follow(one.rows), one.key).to.include({ sum: one.amount, currencies: 1 });
      if (one.kind === "year") {
        expect(follow(one.usualRows ?? expect.fail()), one.key).to.include({ sum: one.usual, currencies: 1 });
      }
    }
    expect(named("unusual", "Hall")).to.include({ amount: "1100.00" });
    expect(
      follow(named("merchant", "Toyland").rows).rows.map(
        ({ merchant = "", description }) => merchant || description,
      ),
    ).to.have.members(["TOY LAND 12", "Toy Land", "Toyland"]);
  });

  it("are those of the months whose median is usual, for a month, a category and a merchant", () => {
    for (const one of known.dismissed.filter(({ kind }) => ["pace", "category", "merchant"].includes(kind))) {
      const { from, to } = one.usualRows ?? expect.fail(one.key);
      const { rows } = follow(one.usualRows ?? expect.fail());
      // A month is compared by its days until this one.
      const lastDay = one.kind === "pace" ? one.day.slice(8) : "31";
      const months = trendMonths(12, one.day).map((month) => addMonths(month, -1));
      expect(from <= `${months.at(-3)}-01` && to < `${one.day.slice(0, 7)}-01`, one.key).to.equal(true);
      const sums = months
        .filter((month) => `${month}-01` >= from.slice(0, 8))
        .map((month) => {
          const own = rows.filter(({ date }) => date.startsWith(month) && date.slice(8) <= lastDay);
          const signs = own.map(({ kind, amount }) => (kind === "refund" ? -1 : 1) * minor(amount));
          return signs.reduce((all, cost) => all + cost, 0);
        });
      expect(formatAmount(Math.round(median(sums)), "EUR"), one.key).to.equal(one.usual);
    }
  });

  it("are both charges of a double one, across months and spellings", () => {
    const double = named("double", "SHOE WORLD 12");
    const { rows, sum } = follow(double.rows);
    expect([rows.length, sum]).to.deep.equal([2, formatAmount(2 * minor(double.amount), "EUR")]);
  });

  it("are the occurrences of a series, those at the price before as well", () => {
    const price = named("price", "Netflix Inc.");
    const amounts = follow(price.rows).rows.map(({ amount }) => amount);
    expect(amounts).to.have.members([...Array(2).fill(price.amount), ...Array(7).fill(price.usual)]);
    const rent = follow(named("recurring", "Landlord").rows);
    expect([rent.rows.length, rent.sum]).to.deep.equal([12, formatAmount(12 * 90_000, "EUR")]);
    const stopped = follow(named("stopped", "Gym").rows);
    expect([stopped.rows.length, stopped.sum]).to.deep.equal([7, formatAmount(7 * 3_990, "EUR")]);
    for (const { name, rows, count } of known.series) {
      expect(follow(rows).rows.length, name).to.equal(Math.min(count, 12));
    }
  });

  it("are what a budget counts, and an expense that was marked as a one-off", () => {
    const [budget] = known.budgets;
    expect(follow(named("budget").rows)).to.include({ sum: budget?.spent, currencies: 1 });
    expect(known.oneOffs.map(({ rows }) => follow(rows).sum)).to.deep.equal(["9000.00"]);
  });
});
