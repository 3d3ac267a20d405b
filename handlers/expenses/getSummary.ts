import { summaryQuery } from "../../domain/expenses/expense";
import { summary } from "../../domain/expenses/summary";
import { operation } from "../operation";

/** The sums of a month, compared with the month before. */
export const getSummary = operation({
  route: "GET /summary",
  summary: "Read the totals of a month",
  role: "user",
  query: summaryQuery,
  answers: { 200: summary },
  uses: { "expenses.list": ["Query"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { apiHandler, parseQuery } = await import("../../domain/http/apiHandler.js");
    const { summaryQuery } = await import("../../domain/expenses/expense.js");
    const { sumMonth } = await import("../../domain/expenses/expensePages.js");

    const expenses = new ExpenseRepository(documentClient(), env.expenses);

    return apiHandler(env, async (event, user) => {
      const { month } = parseQuery(event, summaryQuery);
      return { status: 200, body: await sumMonth(expenses, user.id, month) };
    });
  },
});
