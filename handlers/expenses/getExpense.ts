export interface GetExpenseEnv {
  expensesTable: string;
  siteOrigin: string;
}

/** `GET /expenses/{id}` */
export const getExpense = (env: GetExpenseEnv) => async () => {
  const { documentClient } = await import("../../domain/aws/clients.js");
  const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
  const { apiHandler } = await import("../../domain/http/apiHandler.js");
  const { expenseAnswer, notFound } = await import("../../domain/expenses/expenseAnswers.js");

  const expenses = new ExpenseRepository(documentClient(), env.expensesTable);

  return apiHandler(env.siteOrigin, async (event, user) => {
    const item = await expenses.get(user.id, event.pathParameters?.id);
    if (item === undefined || item.deletedAt !== undefined) throw notFound();
    return expenseAnswer(item);
  });
};
