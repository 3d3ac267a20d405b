import { budget } from "../../domain/budgets/budgetSchemas";
import { TRASH_DAYS } from "../../domain/values/limits";
import { operation } from "../operation";

/** Deletes a budget. Its last version can be saved again, including its earlier periods. */
export const deleteBudget = operation({
  route: "DELETE /budgets/{id}",
  summary: `Delete a budget; a PUT restores it within ${TRASH_DAYS} days`,
  role: "editor",
  answers: { 200: budget },
  refusals: [404, 409],
  uses: { ledgers: ["PutItem"] },
  settings: ["timezone"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { shownBudget } = await import("../../domain/budgets/budgetAnswers.js");
    const { withoutBudget } = await import("../../domain/budgets/budgetBook.js");
    const { BudgetStore } = await import("../../domain/budgets/budgetStore.js");
    const { ApiError } = await import("../../domain/http/apiError.js");
    const { etagOf } = await import("../../domain/http/etag.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { dayIn } = await import("../../domain/values/day.js");

    const store = new BudgetStore(documentClient(), env.ledgers);

    return apiHandler(env, async (event, { user, ledger }) => {
      const now = new Date();
      const id = event.pathParameters?.id ?? "";
      const today = dayIn(defaultsOf(ledger, env).timezone, now);
      const change = { id, version: undefined, by: user.id, now, today };
      const book = await store.change(ledger.id, (before) => withoutBudget(before, change));
      await store.fileAct(ledger.id, book);
      const deleted = book.budgets[id];
      if (deleted === undefined) throw new ApiError("budget.notFound");
      return {
        status: 200,
        body: shownBudget(id, deleted, today),
        headers: { ETag: etagOf(deleted.version) },
      };
    });
  },
});
