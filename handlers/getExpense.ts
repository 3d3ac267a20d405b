export interface GetExpenseEnv {
  expensesTable: string;
  siteOrigin: string;
}

/** `GET /expenses/{id}` */
export const getExpense = (env: GetExpenseEnv) => async () => {
  const { documentClient } = await import("../domain/aws.js");
  const { ExpenseRepository } = await import("../domain/expenseRepository.js");
  const { apiHandler } = await import("../domain/http.js");
  const { expenseAnswer, notFound } = await import("../domain/responses.js");

  const expenses = new ExpenseRepository(documentClient(), env.expensesTable);

  return apiHandler(env.siteOrigin, async (event, user) => {
    const item = await expenses.get(user.id, event.pathParameters?.id);
    if (item === undefined || item.deletedAt !== undefined) throw notFound();
    return expenseAnswer(item);
  });
};
