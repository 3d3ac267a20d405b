import { expect } from "chai";
import type { Expense } from "../../domain/expenses/expense";
import { draftLike } from "../../site/data/again";

const BEFORE: Expense = {
  ...{ expenseId: "A", description: "Coffee", amount: "3.50", currency: "EUR", category: "Eating out" },
  ...{ date: "2026-11-02", createdBy: "ada", createdAt: "2026-11-02T08:00:00.000Z" },
  ...{ updatedAt: "2026-11-02T08:00:00.000Z", version: 4 },
};

describe("An expense that is added again", () => {
  it("takes over what describes it, and nothing that is the other's own", () => {
    const described = { merchant: "Corner Café", notes: "with Ada", tags: ["work"], kind: "refund" } as const;
    const own = { receiptId: "R", source: "rule", sourceId: "S" } as Partial<Expense>;
    const expense: Expense = { ...BEFORE, ...own, ...described, tags: [...described.tags] };
    expect(draftLike(expense, "2026-11-27")).to.deep.equal({
      ...{
        description: "Coffee",
        amount: "3.50",
        currency: "EUR",
        category: "Eating out",
        date: "2026-11-27",
      },
      ...described,
    });
    expect(draftLike(BEFORE, "2026-11-27")).to.have.all.keys(
      ...["description", "amount", "currency", "category", "date"],
    );
  });
});
