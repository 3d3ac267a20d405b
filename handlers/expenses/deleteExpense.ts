import { operation } from "../operation";

/** Moves an expense to the trash; repeating it changes nothing. */
export const deleteExpense = operation({
  route: "DELETE /expenses/{id}",
  summary: "Move an expense to the trash",
  role: "contributor",
  answers: { 204: undefined },
  refusals: [404, 409],
  uses: { expenses: ["GetItem", "PutItem"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { deletion } = await import("../../domain/expenses/expenseVersions.js");
    const { changed } = await import("../../domain/expenses/history.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { authorOf } = await import("../../domain/ledgers/authors.js");
    const { requireChangeable } = await import("../../domain/ledgers/principal.js");
    const { notFound } = await import("../../domain/expenses/expenseAnswers.js");

    const expenses = new ExpenseRepository(documentClient(), env.expenses);

    return apiHandler(env, async (event, principal) => {
      const { ledger } = principal;
      const author = authorOf(event, principal);
      const item = await expenses.change(ledger.id, event.pathParameters?.id, (current, now) => {
        requireChangeable(principal, current);
        return current.deletedAt === undefined ? changed(current, deletion(now), now, author) : undefined;
      });
      if (item === undefined) throw notFound();
      return { status: 204 };
    });
  },
});
