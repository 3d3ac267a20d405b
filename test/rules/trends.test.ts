import { expect } from "chai";
import { toExpense } from "../../domain/expenses/expense";
import { expenseIdFor } from "../../domain/expenses/expenseKeys";
import { wholeMonth } from "../../domain/values/wholeMonth";
import { spentHref } from "../../site/data/lists/rowsAddress";
import { barsOf, type CurrencyTrends, compare, isWholePart } from "../../site/data/reports/spendingTrends";
import { expenseItem } from "../helpers/expenseItem";
import { shownAt } from "./followedRows";

const figures = (total: string, toDay = total) => ({ total, toDay, count: total === "0.00" ? 0 : 1 });

/** Trends through January of a year, from so many months before; each month has its number as total. */
function trendsOf(before: number, category: CurrencyTrends["categories"] = []): CurrencyTrends {
  const months = Array.from({ length: before + 1 }, (_, index) => {
    const at = new Date(Date.UTC(2026, 1 - before + index, 1)).toISOString().slice(0, 7);
    return { month: at, ...figures(`${index}.00`, `${index}.10`) };
  });
  return { currency: "USD", months, categories: category, tags: [], merchants: [], people: [] };
}

describe("The page's trends", () => {
  it("compare a part of a month with the same part, a year with the same time of the last, and full months", () => {
    // February 2026 is the current month; March 2024 is the first.
    expect(compare(trendsOf(23))).to.deep.equal({
      toDay: { current: "23.10", previous: "22.10" },
      // The first month has no expenses.
      average: "11.50",
      years: { current: "45.10", previous: "21.10" },
    });
  });

  it("compare whole months on a month's last day, and say so of each that has no later days", () => {
    const wholes = (current: string, day: number) =>
      ["2026-01", "2026-02", current].map((month) => isWholePart(month, current, day));
    expect(wholes("2026-02", 28)).to.deep.equal([true, true, true]);
    expect(wholes("2026-02", 27)).to.deep.equal([false, false, false]);
    expect(wholes("2028-02", 28)).to.deep.equal([false, true, false]);
    expect(wholes("2026-03", 30)).to.deep.equal([false, true, false]);
    expect(wholes("2026-04", 30)).to.deep.equal([true, true, true]);
  });

  it("have no average without a full month, and no last year that is not whole", () => {
    expect(compare(trendsOf(0))).to.deep.equal({ toDay: { current: "0.10", previous: "0.00" } });
    expect(compare(trendsOf(12)).years).to.equal(undefined);
    expect(compare(trendsOf(13)).years).to.deep.equal({ current: "25.10", previous: "1.10" });
  });

  it("draw a month as its largest categories and the rest, and one category alone", () => {
    const month = "2026-02";
    const food = { category: "Food", total: "3.00", count: 1, months: [{ month, ...figures("1.50") }] };
    const toys = { category: "Toys", total: "-1.00", count: 1, months: [{ month, ...figures("-1.00") }] };
    const trends = trendsOf(2, [food, toys]);
    expect(barsOf(trends, 1).at(-1)).to.deep.equal({
      month,
      total: "2.00",
      parts: [
        { category: "Food", length: 75 },
        { category: undefined, length: 25 },
      ],
    });
    expect(barsOf(trends, 1, ["Toys"]).at(-1)).to.deep.equal({ month, total: "-1.00", parts: [] });
    expect(barsOf(trends, 1, ["Food"]).map(({ total }) => total)).to.deep.equal(["0.00", "0.00", "1.50"]);
  });

  it("draw months of the same total equally long, whatever was refunded in one of them", () => {
    const months = ["2026-01", "2026-02"].map((month) => ({ month, ...figures("100.00") }));
    const [plain, returned] = ["2026-01", "2026-02"];
    const food = [
      { month: plain ?? "", ...figures("100.00") },
      { month: returned ?? "", ...figures("150.00") },
    ];
    const toys = [{ month: returned ?? "", ...figures("-50.00") }];
    const categories = [
      { category: "Food", total: "250.00", count: 2, months: food },
      { category: "Toys", total: "-50.00", count: 1, months: toys },
    ];
    expect(barsOf({ ...trendsOf(0, categories), months }, 2).map(({ parts }) => parts)).to.deep.equal([
      [{ category: "Food", length: 100 }],
      [{ category: "Food", length: 100 }],
    ]);
  });

  it("compare the chosen categories alone", () => {
    const months = [
      { month: "2026-01", ...figures("6.00", "2.00") },
      { month: "2026-02", ...figures("1.50") },
    ];
    const food = { category: "Food", total: "7.50", count: 2, months };
    const toys = {
      category: "Toys",
      total: "9.00",
      count: 1,
      months: [{ month: "2026-02", ...figures("9.00") }],
    };
    const trends = trendsOf(13, [food, toys]);
    expect(compare(trends, ["Food"])).to.deep.equal({
      toDay: { current: "1.50", previous: "2.00" },
      average: "6.00",
      years: { current: "7.50", previous: "0.00" },
    });
    expect(compare(trends, ["Food", "Toys"]).toDay).to.deep.equal({ current: "10.50", previous: "2.00" });
  });

  it("lead from the bar of a group to all that it counts, however many categories the group has", () => {
    const month = "2026-02";
    const expenses = Array.from({ length: 21 }, (_, index) => {
      const of = { date: "2026-02-03", category: `Sweets ${index}`, amount: 100 + index };
      return toExpense(expenseItem({ ...of, expenseId: expenseIdFor("ledger", `${index}`) }));
    });
    const categories = expenses.map(({ category, amount }) => ({
      ...{ category, total: amount, count: 1 },
      months: [{ month, ...figures(amount) }],
    }));
    const only = expenses.map(({ category }) => category);
    const { rows, sum } = shownAt(spentHref(wholeMonth(month), "USD", only), expenses, "USD");
    expect(rows).to.have.length(21);
    expect(sum).to.equal(barsOf(trendsOf(0, categories), 1, only).at(-1)?.total);
  });
});
