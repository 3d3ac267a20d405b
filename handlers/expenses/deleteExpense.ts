export interface DeleteExpenseEnv {
  expensesTable: string;
  siteOrigin: string;
}

/** `DELETE /expenses/{id}`: moves it to the trash; once more changes nothing. */
export const deleteExpense = (env: DeleteExpenseEnv) => async () => {
  const { documentClient } = await import("../../domain/aws/clients.js");
  const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
  const { deletion } = await import("../../domain/expenses/expenseVersions.js");
  const { apiHandler } = await import("../../domain/http/apiHandler.js");
  const { notFound } = await import("../../domain/expenses/expenseAnswers.js");

  const expenses = new ExpenseRepository(documentClient(), env.expensesTable);

  return apiHandler(env.siteOrigin, async (event, user) => {
    const item = await expenses.change(user.id, event.pathParameters?.id, (current, now) =>
      current.deletedAt === undefined ? deletion(now) : undefined,
    );
    if (item === undefined) throw notFound();
    return { status: 204 };
  });
};
