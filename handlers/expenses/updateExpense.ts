import type { AlertThresholds } from "../../domain/expenses/alertMarks";

export interface UpdateExpenseEnv {
  expensesTable: string;
  ledgersTable: string;
  alertTopicArn: string;
  metricsNamespace: string;
  /** Minor units by currency. */
  thresholds: AlertThresholds;
  siteOrigin: string;
}

/** `PATCH /expenses/{id}`: changes the version that If-Match names; alerts when the edit crosses the threshold. */
export const updateExpense = (env: UpdateExpenseEnv) => async () => {
  const { documentClient, snsClient } = await import("../../domain/aws/clients.js");
  const { AlertPublisher } = await import("../../domain/alerts/alertPublisher.js");
  const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
  const { AlertLog } = await import("../../domain/alerts/alertLog.js");
  const { editItem } = await import("../../domain/expenses/expenseRules.js");
  const { versionOf } = await import("../../domain/http/etag.js");
  const { apiHandler, header, parseBody } = await import("../../domain/http/apiHandler.js");
  const { expenseAnswer, notFound } = await import("../../domain/expenses/expenseAnswers.js");
  const { versionConflict } = await import("../../domain/http/etag.js");
  const { expenseChanges } = await import("../../domain/expenses/expense.js");

  const db = documentClient();
  const expenses = new ExpenseRepository(db, env.expensesTable);
  const log = new AlertLog(db, env.ledgersTable);
  const alerts = new AlertPublisher(snsClient(), env.alertTopicArn, expenses, log, env.metricsNamespace);

  return apiHandler(env.siteOrigin, async (event, user) => {
    const changes = parseBody(event, expenseChanges);
    const version = versionOf(header(event, "If-Match"));
    const item = await expenses.get(user.id, event.pathParameters?.id);
    if (item === undefined || item.deletedAt !== undefined) throw notFound();
    if (item.version !== version) throw versionConflict();
    const next = editItem(item, changes, new Date(), env.thresholds);
    if (!(await expenses.replace(next))) throw versionConflict();
    await alerts.trySend(next);
    return expenseAnswer(next);
  });
};
