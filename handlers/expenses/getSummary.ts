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
    const { addMonths } = await import("../../domain/values/day.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { apiHandler, parseQuery } = await import("../../domain/http/apiHandler.js");
    const { summaryQuery } = await import("../../domain/expenses/expense.js");
    const { Summariser } = await import("../../domain/expenses/summary.js");

    const expenses = new ExpenseRepository(documentClient(), env.expenses);

    return apiHandler(env, async (event, user) => {
      const { month } = parseQuery(event, summaryQuery);
      const previousMonth = addMonths(month, -1);
      const summariser = new Summariser();
      for await (const { item } of expenses.list({ listId: user.id, month })) summariser.add(item);
      for await (const { item } of expenses.list({ listId: user.id, month: previousMonth })) {
        summariser.addPrevious(item);
      }
      return { status: 200, body: summariser.result(month, previousMonth) };
    });
  },
});
