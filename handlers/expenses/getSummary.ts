import { summaryQuery } from "../../domain/expenses/expense";
import { summary } from "../../domain/expenses/summary";
import { operation } from "../operation";

/** The sums of a month, compared with the month before. */
export const getSummary = operation({
  route: "GET /summary",
  summary: "Read the totals of a month",
  role: "viewer",
  query: summaryQuery,
  answers: { 200: summary },
  uses: { "expenses.list": ["Query"] },
  settings: ["timezone"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { dayIn } = await import("../../domain/values/day.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { parseQuery } = await import("../../domain/http/requests.js");
    const { summaryQuery } = await import("../../domain/expenses/expense.js");
    const { ApiError } = await import("../../domain/http/apiError.js");
    const { sumMonth } = await import("../../domain/expenses/expensePages.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");

    const expenses = new ExpenseRepository(documentClient(), env.expenses);

    return apiHandler(env, async (event, { ledger }, hasTime) => {
      const { month } = parseQuery(event, summaryQuery);
      const { timezone } = defaultsOf(ledger, env);
      const chosen = month ?? dayIn(timezone, new Date()).slice(0, 7);
      const body = await sumMonth(expenses, ledger.id, chosen, { hasTime });
      if (!body) throw new ApiError("server.timeout");
      return { status: 200, body };
    });
  },
});
