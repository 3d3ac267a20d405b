import { expect } from "chai";
import { largestExpenses } from "../../../domain/budgets/largestExpenses";
import type { BudgetTerms } from "../../../domain/budgets/model";
import { PERIOD, TERMS } from "../../helpers/budgetTerms";
import { expenseItem } from "../../helpers/expenseItem";

describe("the largest expenses of a budget", () => {
  const pagesOf = (...amounts: number[]) => ({
    pages: async function* () {
      for (const amount of amounts) yield [expenseItem({ amount, currency: "EUR" })];
    },
  });
  const largest = (amounts: number[], hasTime: boolean) =>
    largestExpenses(pagesOf(...amounts), "home", { ...PERIOD, terms: TERMS }, () => hasTime);

  it("are three, and are left to the next run when there is no time to read a long period", async () => {
    const found = await largest([1, 5, 3, 4], true);
    expect(found.map(({ amount }) => amount)).to.deep.equal([5, 4, 3]);
    expect(await largest([7], false)).to.have.length(1);
    const late = await largest([1, 5], false).catch((error: unknown) => error);
    expect(late).to.deep.include({ code: "sums.unfinished" });
  });

  describe("count as it does", () => {
    const ITEMS = [
      { description: "market", amount: 3_000, category: "food", tags: ["Trip"] },
      {
        description: "mixed",
        amount: 9_000,
        category: "Home",
        parts: [
          { category: "Home", amount: 5_000 },
          { category: "FOOD", amount: 2_500 },
          { category: "Food", amount: 1_500 },
        ],
      },
      { description: "rent", amount: 80_000, category: "Home" },
      { description: "returned", amount: 70_000, category: "Food", tags: ["trip"], kind: "refund" as const },
      { description: "salary", amount: 90_000, category: "Food", tags: ["trip"], kind: "income" as const },
      { description: "abroad", amount: 60_000, category: "Food", tags: ["trip"], currency: "USD" },
    ].map((item) => expenseItem({ currency: "EUR", ...item }));
    const found = async (scope: Pick<BudgetTerms, "categories" | "tags">) => {
      const pages = {
        pages: async function* () {
          yield ITEMS;
        },
      };
      const largest = await largestExpenses(
        pages,
        "home",
        { ...PERIOD, terms: { ...TERMS, ...scope } },
        () => true,
      );
      return largest.map(({ description, amount }) => `${description} ${amount}`);
    };

    it("every expense in its currency, and neither refunds nor income", async () => {
      expect(await found({})).to.deep.equal(["rent 80000", "mixed 9000", "market 3000"]);
    });

    it("the parts in its categories, whatever their case", async () => {
      expect(await found({ categories: ["Food"] })).to.deep.equal(["mixed 4000", "market 3000"]);
      expect(await found({ categories: ["Food", "home"] })).to.deep.equal([
        "rent 80000",
        "mixed 9000",
        "market 3000",
      ]);
    });

    it("expenses with any of its tags, whole", async () => {
      expect(await found({ tags: ["trip", "party"] })).to.deep.equal(["market 3000"]);
    });
  });
});
