import { expense } from "../../domain/expenses/expense";
import { operation } from "../operation";

/** `GET /expenses/{id}` */
export const getExpense = operation({
  route: "GET /expenses/{id}",
  summary: "Get an expense",
  role: "viewer",
  answers: { 200: expense },
  refusals: [404],
  uses: { expenses: ["GetItem"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { expenseAnswer, notFound } = await import("../../domain/expenses/expenseAnswers.js");

    const expenses = new ExpenseRepository(documentClient(), env.expenses);

    return apiHandler(env, async (event, { ledger }) => {
      const item = await expenses.get(ledger.id, event.pathParameters?.id);
      if (item === undefined || item.deletedAt !== undefined) throw notFound();
      return expenseAnswer(item);
    });
  },
});
