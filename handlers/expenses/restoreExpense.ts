export interface RestoreExpenseEnv {
  expensesTable: string;
  siteOrigin: string;
}

/** `POST /expenses/{id}/restore`: takes it out of the trash; once more changes nothing. */
export const restoreExpense = (env: RestoreExpenseEnv) => async () => {
  const { documentClient } = await import("../../domain/aws/clients.js");
  const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
  const { restoration } = await import("../../domain/expenses/expenseVersions.js");
  const { apiHandler } = await import("../../domain/http/apiHandler.js");
  const { expenseAnswer, notFound } = await import("../../domain/expenses/expenseAnswers.js");

  const expenses = new ExpenseRepository(documentClient(), env.expensesTable);

  return apiHandler(env.siteOrigin, async (event, user) => {
    const item = await expenses.change(user.id, event.pathParameters?.id, (current) =>
      current.deletedAt === undefined ? undefined : restoration,
    );
    if (item === undefined) throw notFound();
    return expenseAnswer(item);
  });
};
