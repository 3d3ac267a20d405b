import type { JobName } from "../../domain/jobs/jobLog";

export interface SweepAlertsEnv {
  expensesTable: string;
  ledgersTable: string;
  alertTopicArn: string;
  metricsNamespace: string;
  /** The jobs that are missed when they do not run. */
  jobs: readonly JobName[];
}

/** How long an alert has been pending before the sweep takes it: the handler that marked it may still be sending it. */
const GRACE_MS = 60_000;

/** On schedule: sends the alerts that were marked and not sent, and tells how old those are that still were not. */
export const sweepAlerts = (env: SweepAlertsEnv) => async () => {
  const { documentClient, snsClient } = await import("../../domain/aws/clients.js");
  const { AlertPublisher } = await import("../../domain/alerts/alertPublisher.js");
  const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
  const { JobLog, publishJobFreshness } = await import("../../domain/jobs/jobLog.js");
  const { AlertLog } = await import("../../domain/alerts/alertLog.js");
  const { PENDING_ALERT_METRIC, publishMetrics } = await import("../../domain/aws/metrics.js");

  const db = documentClient();
  const expenses = new ExpenseRepository(db, env.expensesTable);
  const log = new AlertLog(db, env.ledgersTable);
  const jobs = new JobLog(db, env.ledgersTable);
  const alerts = new AlertPublisher(snsClient(), env.alertTopicArn, expenses, log, env.metricsNamespace);

  return async () => {
    const now = new Date();
    const before = new Date(now.getTime() - GRACE_MS).toISOString();
    const result = { sent: 0, failed: 0 };
    let oldestMs = 0;
    for await (const expense of expenses.pendingAlerts(before)) {
      const sent = await alerts.trySend(expense);
      result[sent ? "sent" : "failed"] += 1;
      if (!sent) oldestMs = Math.max(oldestMs, now.getTime() - Date.parse(expense.alertAt ?? before));
    }
    publishMetrics(env.metricsNamespace, {}, [
      { name: PENDING_ALERT_METRIC, value: oldestMs / 1000, unit: "Seconds" },
    ]);
    await publishJobFreshness(jobs, env.jobs, env.metricsNamespace, now);
    // Only now, so that one alert that cannot be sent keeps none of the others waiting.
    if (result.failed > 0) throw new Error(`${result.failed} alerts could not be sent and stay pending.`);
    return result;
  };
};
