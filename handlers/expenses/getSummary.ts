export interface GetSummaryEnv {
  expensesTable: string;
  siteOrigin: string;
}

/** `GET /summary`: the sums of a month, compared with the month before. */
export const getSummary = (env: GetSummaryEnv) => async () => {
  const { documentClient } = await import("../../domain/aws/clients.js");
  const { addMonths } = await import("../../domain/values/day.js");
  const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
  const { apiHandler, parseQuery } = await import("../../domain/http/apiHandler.js");
  const { summaryQuery } = await import("../../domain/expenses/expense.js");
  const { Summariser } = await import("../../domain/expenses/summary.js");

  const expenses = new ExpenseRepository(documentClient(), env.expensesTable);

  return apiHandler(env.siteOrigin, async (event, user) => {
    const { month } = parseQuery(event, summaryQuery);
    const previousMonth = addMonths(month, -1);
    const summariser = new Summariser();
    for await (const { item } of expenses.list({ listId: user.id, month })) summariser.add(item);
    for await (const { item } of expenses.list({ listId: user.id, month: previousMonth })) {
      summariser.addPrevious(item);
    }
    return { status: 200, body: summariser.result(month, previousMonth) };
  });
};
