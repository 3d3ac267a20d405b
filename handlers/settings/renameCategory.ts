import type { RenamedItems } from "../../domain/expenses/renaming";
import { categoryRenaming, renamedCategory } from "../../domain/ledgers/renamingSchemas";
import { operation } from "../operation";

/**
 * Renames a category in everything of the ledger that names it besides its expenses: budgets, including earlier terms,
 * and recurring expenses. `POST /expenses/batch` renames those of expenses, whose number determines how long it takes.
 * Idempotent.
 */
export const renameCategory = operation({
  route: "POST /ledger/categories/rename",
  summary: "Rename a category in budgets and recurring expenses",
  role: "editor",
  body: categoryRenaming,
  answers: { 200: renamedCategory },
  refusals: [409],
  uses: { ledgers: ["PutItem", "Query"] },
  settings: ["timezone"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { renamedBudgets, withRenamedCategory } = await import("../../domain/budgets/budgetBook.js");
    const { BudgetStore } = await import("../../domain/budgets/budgetStore.js");
    const { parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { categoryRenaming } = await import("../../domain/ledgers/renamingSchemas.js");
    const { placeOf, RecurringExpenses } = await import("../../domain/recurring/recurringExpenses.js");

    const db = documentClient();
    const budgets = new BudgetStore(db, env.ledgers);
    const recurring = new RecurringExpenses(db, env.ledgers);

    return apiHandler(env, async (event, principal) => {
      const { only, ...renaming } = parseBody(event, categoryRenaming);
      const place = placeOf(principal, env, new Date());
      const { id } = principal.ledger;
      let inBudgets: RenamedItems = { ids: [], merged: [] };
      const book = await budgets.change(id, (before) => {
        const after = withRenamedCategory(before, renaming, place, only?.budgets);
        inBudgets = renamedBudgets(before, after, renaming);
        return after;
      });
      await budgets.fileAct(id, book);
      const inRules = await recurring.renameCategory(renaming, place, only?.rules);
      const merged = inBudgets.merged.length + inRules.merged.length;
      return { status: 200, body: { budgets: inBudgets.ids, rules: inRules.ids, merged } };
    });
  },
});
