import { expense } from "../../domain/expenses/expense";
import { operation } from "../operation";

/** Restores an expense from the trash. Idempotent. */
export const restoreExpense = operation({
  route: "POST /expenses/{id}/restore",
  summary: "Restore an expense from the trash",
  role: "contributor",
  answers: { 200: expense },
  refusals: [404, 409],
  uses: { expenses: ["GetItem", "PutItem"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { restoration } = await import("../../domain/expenses/expenseVersions.js");
    const { changed } = await import("../../domain/expenses/history.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { authorOf } = await import("../../domain/ledgers/authors.js");
    const { requireChangeable } = await import("../../domain/ledgers/principal.js");
    const { expenseAnswer, notFound } = await import("../../domain/expenses/expenseAnswers.js");

    const expenses = new ExpenseRepository(documentClient(), env.expenses);

    return apiHandler(env, async (event, principal) => {
      const { ledger } = principal;
      const author = authorOf(event, principal);
      const item = await expenses.change(ledger.id, event.pathParameters?.id, (current, now) => {
        requireChangeable(principal, current);
        return current.deletedAt === undefined ? undefined : changed(current, restoration, now, author);
      });
      if (item === undefined) throw notFound();
      return expenseAnswer(item);
    });
  },
});
