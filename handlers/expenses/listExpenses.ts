export interface ListExpensesEnv {
  expensesTable: string;
  siteOrigin: string;
}

/** `GET /expenses`: the ledger newest first, by month, category and text. */
export const listExpenses = (env: ListExpensesEnv) => async () => {
  const { documentClient } = await import("../../domain/aws/clients.js");
  const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
  const { readPage } = await import("../../domain/expenses/expensePages.js");
  const { apiHandler, parseQuery } = await import("../../domain/http/apiHandler.js");
  const { listQuery } = await import("../../domain/expenses/expense.js");

  const expenses = new ExpenseRepository(documentClient(), env.expensesTable);

  return apiHandler(env.siteOrigin, async (event, user) => {
    const { month, ...request } = parseQuery(event, listQuery);
    return { status: 200, body: await readPage(expenses, { listId: user.id, month }, request) };
  });
};
