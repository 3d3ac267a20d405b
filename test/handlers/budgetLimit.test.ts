import { expect } from "chai";
import { withBudget } from "../../domain/budgets/budgetBook";
import { BudgetStore } from "../../domain/budgets/budgetStore";
import { newExpenseId } from "../../domain/expenses/expenseKeys";
import { ApiError } from "../../domain/http/apiError";
import { MAX_BUDGETS } from "../../domain/values/limits";
import { monthlyBook } from "../helpers/budgetTerms";
import { type LocalTable, startLedgersTable } from "../helpers/localTable";

const NOW = new Date("2026-11-20T08:00:00.000Z");
const FOOD = {
  ...{ name: "Food", amount: 40_000, currency: "EUR", unit: "month" as const, startsOn: 1 },
  ...{ rollover: "none" as const, thresholds: [80, 100] },
};

describe("budgets that are made at once", () => {
  let table: LocalTable;
  before(async () => {
    table = await startLedgersTable();
  });
  after(() => table.close());

  it("are as many as a ledger may have, and the others are refused", async () => {
    const store = new BudgetStore(table.db, "Ledgers");
    const add = () => {
      const change = { id: newExpenseId(NOW), version: 0, by: "anna", now: NOW, today: "2026-11-20" };
      return store.change("home", (book) => withBudget(book, FOOD, change));
    };
    for (let count = 0; count < MAX_BUDGETS - 2; count += 1) await add();
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, add));
    const refusals = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refusals.map((error) => error instanceof ApiError && error.code)).to.deep.equal(
      Array(6).fill("budget.tooMany"),
    );
    expect(Object.keys((await store.read("home")).budgets)).to.have.length(MAX_BUDGETS);
  });

  it("are stored with all their terms, although these would not fit into an item as they are", async () => {
    const book = monthlyBook(40);
    expect(JSON.stringify(book).length).to.be.above(400_000);
    const store = new BudgetStore(table.db, "Ledgers");
    await store.change("large", () => book);
    expect((await store.read("large")).budgets).to.deep.equal(book.budgets);
  });
});
