import { expect } from "chai";
import { renamedBudgets, withRenamedCategory } from "../../../domain/budgets/budgetBook";
import type { BudgetBook, BudgetTerms } from "../../../domain/budgets/model";

const BY = { userId: "anna", now: new Date("2026-11-20T08:00:00.000Z") };
const terms = (...categories: string[]): BudgetTerms => ({
  ...{ from: "2026-11-01", amount: 40000, currency: "EUR", unit: "month", startsOn: 1, rollover: "none" },
  thresholds: [80, 100],
  categories,
});
const budget = (first: string[], ...others: string[][]): BudgetBook["budgets"][string] => ({
  name: "Food",
  version: 1,
  terms: [terms(...first), ...others.map((categories) => terms(...categories))],
});
const BOOK: BudgetBook = {
  version: 1,
  budgets: {
    snacks: budget(["SNACKS"]),
    groceries: budget(["Groceries"]),
    both: budget(["Snacks"], ["groceries"]),
    home: budget(["Home"]),
  },
};
const RENAMING = { from: "Snacks", to: "Groceries" };

const categoriesOf = ({ budgets }: BudgetBook) =>
  Object.fromEntries(
    Object.entries(budgets).map(([id, one]) => [id, one.terms.map(({ categories }) => categories).join()]),
  );

describe("budgets whose category is renamed", () => {
  it("are told apart from those that had its new name before, so that an undo leaves these", () => {
    const after = withRenamedCategory(BOOK, RENAMING, BY);
    const renamed = renamedBudgets(BOOK, after, RENAMING);
    expect(renamed).to.deep.equal({ ids: ["snacks"], merged: ["both"] });
    const back = { from: "Groceries", to: "Snacks" };
    const undone = withRenamedCategory(after, back, BY, renamed.ids);
    expect(categoriesOf(undone)).to.deep.equal({
      ...{ snacks: "Snacks", groceries: "Groceries", home: "Home" },
      both: "Groceries,groceries",
    });
  });

  it("can be renamed back after another spelling", () => {
    const respelt = { from: "Snacks", to: "snacks" };
    const after = withRenamedCategory({ ...BOOK, budgets: { snacks: budget(["Snacks"]) } }, respelt, BY);
    expect(categoriesOf(after)).to.deep.equal({ snacks: "snacks" });
    expect(
      renamedBudgets({ ...BOOK, budgets: { snacks: budget(["Snacks"]) } }, after, respelt),
    ).to.deep.equal({
      ids: ["snacks"],
      merged: [],
    });
  });
});
