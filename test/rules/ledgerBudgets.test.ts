import { expect } from "chai";
import type { Budget } from "../../domain/budgets/budgetSchemas";
import { isExpenseId } from "../../domain/expenses/expenseKeys";
import {
  type ChosenTerms,
  choosing,
  chosenOf,
  offeredCategories,
  readTagList,
  termsIn,
} from "../../site/data/budgets/budgetDraft";
import {
  barOf,
  isPart,
  mostUsed,
  newBudgetId,
  proposedAmount,
  rowsHref,
  standingOf,
  termsOf,
} from "../../site/data/budgets/ledgerBudgets";
import type { CurrencyTrends } from "../../site/data/reports/spendingTrends";
import { settings } from "../../site/lib/ledger/shownSettings";
import { parseRoute } from "../../site/lib/page/pageRoute";

const CURRENT = {
  ...{ from: "2026-11-01", to: "2026-11-30", carried: "0.00", available: "400.00", spent: "320.00" },
  ...{ left: "80.00", days: 30, daysLeft: 11, leftPerDay: "7.27" },
};
const FOOD: Budget = {
  ...{ id: "food", version: 2, name: "Food", categories: ["Food"], amount: "400.00", currency: "EUR" },
  ...{ period: "month", startsOn: 1, rollover: "none", thresholds: [80, 100], from: "2026-09-01" },
  current: CURRENT,
};
const CHOSEN: ChosenTerms = {
  ...{ scope: "all", categories: [], tags: [], period: "month", startsOn: 1, rollover: "none" },
};
const TYPED = { name: " Food ", amount: "400", currency: "EUR", thresholds: "80, 100 %" };

describe("The page's budgets", () => {
  it("stand within, at or over what is available, exactly", () => {
    expect(["0.01", "0.00", "-0.01"].map((left) => standingOf({ left }))).to.deep.equal([
      "within",
      "usedUp",
      "over",
    ]);
  });

  it("say how much of them is spent, also above all of it, with the middle of today", () => {
    expect(barOf(CURRENT)).to.deep.equal({ spent: 0.8, today: 19.5 / 30, percent: 80 });
    expect(barOf({ ...CURRENT, spent: "900.00" }).spent).to.equal(2.25);
    expect(barOf({ ...CURRENT, spent: "-5.00" }).spent).to.equal(0);
    expect(barOf({ ...CURRENT, available: "-1.00", spent: "0.00" }).spent).to.equal(1);
    expect(barOf({ ...CURRENT, available: "0.00", spent: "-5.00" }).spent, "refunds left something").to.equal(
      0,
    );
  });

  it("say that all of them is spent once nothing is left, and what is a whole percentage", () => {
    const percentOf = (spent: string, available = "400.00") =>
      barOf({ ...CURRENT, spent, available }).percent;
    expect(["398.00", "399.99", "400.00", "500.00"].map((spent) => percentOf(spent))).to.deep.equal([
      ...[99, 99, 100, 125],
    ]);
    expect([percentOf("0.29", "1.00"), percentOf("0.00"), percentOf("-5.00")]).to.deep.equal([29, 0, 0]);
    expect([percentOf("0.00", "-1.00"), percentOf("-5.00", "0.00")]).to.deep.equal([100, 0]);
  });

  it("tell a part of a period, which has a share of the amount, from a whole one", () => {
    const running = [{}, { carried: "-0.10", available: "399.90" }, { available: "80.00" }];
    expect(running.map((one) => isPart(FOOD, { ...CURRENT, ...one }))).to.deep.equal([false, false, true]);
  });

  it("come with the most used first beside the month, without those that have not begun", () => {
    const { current: _current, ...planned } = FOOD;
    const other = (id: string, spent: string, available = "400.00") => ({
      ...FOOD,
      id,
      current: { ...CURRENT, spent, available },
    });
    const list = [
      planned,
      FOOD,
      other("full", "500.00"),
      other("none", "1.00", "0.00"),
      other("refunded", "-5.00", "0.00"),
      other("new", "0.00"),
    ];
    expect(mostUsed(list).map(({ id }) => id)).to.deep.equal(["none", "full", "food", "new", "refunded"]);
  });

  it("lead to their expenses: of the month that the period is in, or of its days in all months", () => {
    const { categories: _categories, ...all } = FOOD;
    const place = (href: string) => parseRoute(href);
    const spent = { currency: "EUR", kind: "expense\nrefund" };
    expect(place(rowsHref(FOOD, CURRENT))).to.deep.equal({
      path: "2026-11",
      query: { ...spent, category: "Food" },
    });
    const several = { ...FOOD, categories: ["Food", "Fun"] };
    expect(place(rowsHref(several, CURRENT)).query.category).to.equal("Food\nFun");
    expect(place(rowsHref(several, CURRENT, "Fun")).query.category).to.equal("Fun");
    const week = { from: "2026-11-16", to: "2026-11-22" };
    expect(place(rowsHref({ ...all, tags: ["trip"] }, week))).to.deep.equal({
      path: "2026-11",
      query: { ...spent, tag: "trip", ...week },
    });
    const shifted = { from: "2026-10-25", to: "2026-11-24" };
    expect(place(rowsHref(all, shifted))).to.deep.equal({ path: "all", query: { ...spent, ...shifted } });
  });

  it("are proposed the median of the last full months, from the first with expenses on", () => {
    const months = ["0.00", "0.00", "10.00", "30.00", "20.00", "99.00"].map((total, index) => ({
      month: `2026-0${index + 1}`,
      total,
      count: total === "0.00" ? 0 : 1,
      toDay: total,
    }));
    const food = (month: string, total: string) => ({ month, total, count: 1 });
    const trends = {
      ...{ currency: "EUR", months, merchants: [], people: [] },
      tags: ["trip", "kids"].map((tag) => ({ tag, total: "1", count: 1, months: [food("2026-03", "7.00")] })),
      categories: [
        {
          category: "Food",
          total: "1",
          count: 1,
          months: [food("2026-03", "4.00"), food("2026-04", "6.00")],
        },
      ],
    } as unknown as CurrencyTrends;
    expect(proposedAmount(trends, {}, "month")).to.equal("20.00");
    expect(proposedAmount(trends, {}, "year")).to.equal("240.00");
    expect(proposedAmount(trends, {}, "week")).to.equal("4.62");
    expect(proposedAmount(trends, { categories: ["FOOD"] }, "month")).to.equal("4.00");
    expect(proposedAmount(trends, { tags: ["home"] }, "month")).to.equal(undefined);
    const march = { ...trends, months: months.slice(2, 3).concat(months.slice(-1)) };
    expect(proposedAmount(march, { tags: ["trip"] }, "month")).to.equal("7.00");
    expect(proposedAmount(march, { tags: ["trip", "kids"] }, "month"), "of the same expense").to.equal(
      undefined,
    );
    expect(proposedAmount({ ...trends, months: months.slice(-1) }, {}, "month")).to.equal(undefined);
    expect(proposedAmount(undefined, {}, "month")).to.equal(undefined);
  });

  it("are large where the units of a currency are small, and nothing is proposed that is refused", () => {
    const lira = termsIn({ ...TYPED, amount: "1,200,000,000", currency: "LBP" }, CHOSEN);
    expect("terms" in lira && lira.terms.amount).to.equal("1200000000.00");
    const most = termsIn({ ...TYPED, amount: "100000000000", currency: "VND" }, CHOSEN);
    expect("problems" in most && most.problems.amount).to.deep.include({ key: "refusal.amount.tooLarge" });
    const spent = (total: string) =>
      ({
        currency: "LBP",
        categories: [],
        months: [
          { total, count: 9 },
          { total, count: 1 },
        ],
      }) as unknown as CurrencyTrends;
    expect(proposedAmount(spent("900000000.00"), {}, "year")).to.equal("10800000000.00");
    expect(proposedAmount(spent("9000000000.00"), {}, "year")).to.equal(undefined);
  });

  it("are what the form says, or the form says what is missing", () => {
    expect(termsIn(TYPED, CHOSEN)).to.deep.equal({
      terms: {
        ...{ name: "Food", amount: "400.00", currency: "EUR", thresholds: [80, 100] },
        ...{ period: "month", startsOn: 1, rollover: "none" },
      },
    });
    const inArabic = termsIn({ ...TYPED, amount: "٤٠٠", thresholds: "٨٠، ١٠٠٪" }, CHOSEN);
    expect(inArabic).to.deep.equal(termsIn(TYPED, CHOSEN));
    expect(readTagList("سفر، #قطار, Zug")).to.deep.equal(["سفر", "قطار", "Zug"]);
    const tagged = termsIn({ ...TYPED, amount: "2 * 20 USD" }, { ...CHOSEN, scope: "tags", tags: ["trip"] });
    expect("terms" in tagged && tagged.terms).to.include({ amount: "40.00", currency: "USD" });
    expect("terms" in tagged && tagged.terms.tags).to.deep.equal(["trip"]);
    const wrong = termsIn(
      { name: "", amount: "x", currency: "EUR", thresholds: "half" },
      { ...CHOSEN, scope: "categories" },
    );
    expect("problems" in wrong && Object.keys(wrong.problems)).to.deep.equal([
      ...["name", "amount", "scope", "thresholds"],
    ]);
    expect(readTagList("#trip, Kids,TRIP, ")).to.deep.equal(["TRIP", "Kids"]);
  });

  it("offer each category once, their own as they name it", () => {
    const known = ["Food", "Cafés", "Other"];
    expect(offeredCategories([], known)).to.deep.equal(known);
    expect(offeredCategories(["CAFE\u0301S", "Gone"], known)).to.deep.equal([
      ...["CAFE\u0301S", "Gone", "Food", "Other"],
    ]);
  });

  it("begin on the day on which the ledger's months do, and are edited as they are", () => {
    settings.value = { monthStartsOn: 25 };
    expect(chosenOf(undefined)).to.deep.equal({ ...CHOSEN, startsOn: 25 });
    settings.value = {};
    expect(chosenOf(FOOD)).to.deep.equal({ ...CHOSEN, scope: "categories", categories: ["Food"] });
    const { id: _id, version: _version, from: _from, current: _current, ...terms } = FOOD;
    expect(termsOf(FOOD)).to.deep.equal(terms);
    expect(isExpenseId(newBudgetId())).to.equal(true);
  });

  it("follow settings and budgets that arrive after the form, except in what somebody chose", () => {
    const rolled = choosing({}, { rollover: "rest" });
    expect(chosenOf(undefined, rolled)).to.include({ startsOn: 1, rollover: "rest" });
    expect(chosenOf(FOOD, rolled)).to.deep.include({ scope: "categories", categories: ["Food"] });
    settings.value = { monthStartsOn: 25 };
    expect(chosenOf(undefined, rolled)).to.include({ startsOn: 25, rollover: "rest" });
    const yearly = choosing(rolled, { period: "year" });
    expect(chosenOf(FOOD, yearly)).to.include({ period: "year", startsOn: 25, rollover: "rest" });
    const later = choosing(yearly, { startsOn: 7 });
    expect(chosenOf(FOOD, later)).to.include({ period: "year", startsOn: 7 });
    expect(chosenOf(FOOD, choosing(later, { scope: "all" }))).to.include({ scope: "all", startsOn: 7 });
    expect(chosenOf(FOOD, choosing(later, { period: "week" }))).to.include({ period: "week", startsOn: 1 });
    settings.value = {};
  });
});
