export interface ListTrashEnv {
  expensesTable: string;
  siteOrigin: string;
}

/** `GET /expenses/trash`: what was deleted in the last 30 days. */
export const listTrash = (env: ListTrashEnv) => async () => {
  const { documentClient } = await import("../domain/aws.js");
  const { ExpenseRepository } = await import("../domain/expenseRepository.js");
  const { trashId } = await import("../domain/expenseKeys.js");
  const { readPage } = await import("../domain/expensePages.js");
  const { apiHandler, parseQuery } = await import("../domain/http.js");
  const { trashQuery } = await import("../domain/expense.js");

  const expenses = new ExpenseRepository(documentClient(), env.expensesTable);

  return apiHandler(env.siteOrigin, async (event, user) => {
    const request = parseQuery(event, trashQuery);
    return { status: 200, body: await readPage(expenses, { listId: trashId(user.id) }, request) };
  });
};
