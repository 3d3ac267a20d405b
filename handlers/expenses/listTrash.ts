import { expensePage, trashQuery } from "../../domain/expenses/expense";
import { operation } from "../operation";

/** Lists the expenses that were deleted in the last 30 days. */
export const listTrash = operation({
  route: "GET /expenses/trash",
  summary: "List deleted expenses",
  role: "viewer",
  query: trashQuery,
  answers: { 200: expensePage },
  uses: { "expenses.list": ["Query"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { trashId } = await import("../../domain/expenses/expenseKeys.js");
    const { readPage } = await import("../../domain/expenses/expensePages.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { parseQuery } = await import("../../domain/http/requests.js");
    const { trashQuery } = await import("../../domain/expenses/expense.js");

    const expenses = new ExpenseRepository(documentClient(), env.expenses);

    return apiHandler(env, async (event, { ledger }, hasTime) => {
      const request = parseQuery(event, trashQuery);
      const reading = { now: new Date(), hasTime };
      return {
        status: 200,
        body: await readPage(expenses, { listId: trashId(ledger.id) }, request, reading),
      };
    });
  },
});
