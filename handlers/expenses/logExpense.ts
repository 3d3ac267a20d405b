import type { AlertThresholds } from "../../domain/expenses/alertMarks";

export interface LogExpenseEnv {
  expensesTable: string;
  ledgersTable: string;
  alertTopicArn: string;
  metricsNamespace: string;
  /** Minor units by currency. */
  thresholds: AlertThresholds;
  /** ISO 4217, when the request names none. */
  currency: string;
  /** IANA zone that says what today is, when the request names no date. */
  timezone: string;
  siteOrigin: string;
}

/** `POST /expenses` and the seed's `POST /logexpense`: stores an expense, and alerts when it is above the threshold. */
export const logExpense = (env: LogExpenseEnv) => async () => {
  const { documentClient, snsClient } = await import("../../domain/aws/clients.js");
  const { AlertLog } = await import("../../domain/alerts/alertLog.js");
  const { AlertPublisher } = await import("../../domain/alerts/alertPublisher.js");
  const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
  const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
  const { createItem, requireSameRequest } = await import("../../domain/expenses/expenseRules.js");
  const { apiHandler, header, parseBody } = await import("../../domain/http/apiHandler.js");
  const { publishMetrics } = await import("../../domain/aws/metrics.js");
  const { expenseAnswer } = await import("../../domain/expenses/expenseAnswers.js");
  const { logExpenseBody, newExpense } = await import("../../domain/expenses/expense.js");

  const db = documentClient();
  const expenses = new ExpenseRepository(db, env.expensesTable);
  const ledgers = new LedgerRepository(db, env.ledgersTable);
  const log = new AlertLog(db, env.ledgersTable);
  const alerts = new AlertPublisher(snsClient(), env.alertTopicArn, expenses, log, env.metricsNamespace);

  return apiHandler(env.siteOrigin, async (event, user) => {
    const seedContract = event.resource === "/logexpense";
    const input = parseBody(event, seedContract ? logExpenseBody : newExpense);
    const creation = {
      userId: user.id,
      now: new Date(),
      idempotencyKey: header(event, "Idempotency-Key"),
    };
    const sent = createItem(input, creation, env);
    await ledgers.ensure(user.id, creation.now);
    const { created, item } = await expenses.create(sent);
    if (created)
      publishMetrics(env.metricsNamespace, {}, [{ name: "ExpensesStored", value: 1, unit: "Count" }]);
    requireSameRequest(item, sent);
    // Also on a retry: the attempt before may have stored the expense and died before its alert was sent.
    await alerts.trySend(item);

    if (seedContract) {
      return { status: 200, body: { message: "Expense logged successfully", expenseId: item.expenseId } };
    }
    return expenseAnswer(item, 201, { Location: `${event.requestContext.path}/${item.expenseId}` });
  });
};
