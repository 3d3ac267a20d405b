export interface SweepAlertsEnv {
  expensesTable: string;
  ledgersTable: string;
  alertTopicArn: string;
}

/** How long an alert has been pending before the sweep takes it: the handler that marked it may still be sending it. */
const GRACE_MS = 60_000;

/** On schedule: sends the alerts that were marked and not sent. */
export const sweepAlerts = (env: SweepAlertsEnv) => async () => {
  const { documentClient, snsClient } = await import("../domain/aws.js");
  const { AlertPublisher } = await import("../domain/alertPublisher.js");
  const { ExpenseRepository } = await import("../domain/expenseRepository.js");
  const { LedgerRepository } = await import("../domain/ledgerRepository.js");

  const db = documentClient();
  const expenses = new ExpenseRepository(db, env.expensesTable);
  const ledgers = new LedgerRepository(db, env.ledgersTable);
  const alerts = new AlertPublisher(snsClient(), env.alertTopicArn, expenses, ledgers);

  return async () => {
    const before = new Date(Date.now() - GRACE_MS).toISOString();
    const result = { sent: 0, failed: 0 };
    for await (const expense of expenses.pendingAlerts(before)) {
      const sent = await alerts.trySend(expense);
      result[sent ? "sent" : "failed"] += 1;
    }
    // Only now, so that one alert that cannot be sent keeps none of the others waiting.
    if (result.failed > 0) throw new Error(`${result.failed} alerts could not be sent and stay pending.`);
    return result;
  };
};
