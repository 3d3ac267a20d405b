import { expense } from "../../domain/expenses/expense";
import { operation } from "../operation";

/** Takes it out of the trash; once more changes nothing. */
export const restoreExpense = operation({
  route: "POST /expenses/{id}/restore",
  summary: "Take an expense out of the trash",
  role: "user",
  answers: { 200: expense },
  refusals: [404, 409],
  uses: { expenses: ["GetItem", "PutItem"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { restoration } = await import("../../domain/expenses/expenseVersions.js");
    const { apiHandler } = await import("../../domain/http/apiHandler.js");
    const { expenseAnswer, notFound } = await import("../../domain/expenses/expenseAnswers.js");

    const expenses = new ExpenseRepository(documentClient(), env.expenses);

    return apiHandler(env, async (event, user) => {
      const item = await expenses.change(user.id, event.pathParameters?.id, (current) =>
        current.deletedAt === undefined ? undefined : restoration,
      );
      if (item === undefined) throw notFound();
      return expenseAnswer(item);
    });
  },
});
