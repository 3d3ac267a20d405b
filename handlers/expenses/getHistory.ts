import { history } from "../../domain/expenses/historyAnswers";
import { operation } from "../operation";

/** The changes of an expense, including those in the trash. */
export const getHistory = operation({
  route: "GET /expenses/{id}/history",
  summary: "List the changes of an expense, newest first",
  role: "viewer",
  answers: { 200: history },
  refusals: [404],
  uses: { expenses: ["GetItem"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { notFound } = await import("../../domain/expenses/expenseAnswers.js");
    const { historyOf } = await import("../../domain/expenses/historyAnswers.js");

    const expenses = new ExpenseRepository(documentClient(), env.expenses);

    return apiHandler(env, async (event, { ledger }) => {
      const item = await expenses.get(ledger.id, event.pathParameters?.id);
      if (item === undefined) throw notFound();
      return { status: 200, body: historyOf(item) };
    });
  },
});
