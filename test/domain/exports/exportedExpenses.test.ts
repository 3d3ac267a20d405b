import { expect } from "chai";
import { trashId } from "../../../domain/expenses/expenseKeys";
import type { ExpenseRepository } from "../../../domain/expenses/expenseRepository";
import { exportedExpenses } from "../../../domain/exports/exportedExpenses";
import { expenseItem } from "../../helpers/expenseItem";

describe("The expenses of an export", () => {
  it("occur once, even if one is deleted after it was read", async () => {
    const item = expenseItem({ expenseId: "moving" });
    // It is in each list when that is read.
    const repository = {
      pages: async function* (...given: Parameters<ExpenseRepository["pages"]>) {
        const [, , seen] = given;
        if (seen?.has(item.expenseId)) return;
        seen?.add(item.expenseId);
        yield [item];
      },
      histories: async () => new Map(),
    };
    const seen = new Set<string>();
    const found: string[] = [];
    for (const listId of [item.ledgerId, trashId(item.ledgerId)])
      for await (const page of exportedExpenses(repository, listId, seen))
        found.push(...page.map(({ expenseId }) => expenseId));
    expect(found).to.deep.equal(["moving"]);
  });
});
