import { job } from "../job";

/** On schedule: sends pending alerts and publishes the age of the oldest one that remains. */
export const sweepAlerts = job({
  description: "Sends pending alerts",
  invocation: "event",
  schedule: { name: "alert-sweep", expression: "rate(5 minutes)" },
  uses: {
    "expenses.pendingAlerts": ["Query"],
    expenses: ["BatchGetItem", "UpdateItem"],
    ledgers: ["BatchGetItem", "GetItem", "PutItem", "UpdateItem"],
    alerts: ["Publish", "GetSubscriptionAttributes"],
  },
  settings: ["jobs", "metricsNamespace", "quotas", "siteUrl"],
  timeoutSeconds: 120,
  runbook: {
    "sweepAlerts-failures": {
      means: `
        a run of the sweep failed three times, because it could not read alerts or could not send them, and its event is in the
        dead-letter queue.`,
      response:
        "find the cause, as for `monitoring-pending-alerts`; the next run catches up. Empty the queue with a replay on the admin page.",
    },
    "sweepAlerts-slow": {
      means: "a sweep takes nearly all of its two minutes: thousands of alerts are pending, or SNS is slow.",
      response: "as for `monitoring-pending-alerts`.",
    },
  },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { alertPublisherOf } = await import("../../domain/alerts/alertPublisher.js");
    const { ALERT_GRACE_MS } = await import("../../domain/expenses/alertMarks.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { OpenLedgers } = await import("../../domain/ledgers/openLedgers.js");
    const { JobLog, publishJobFreshness } = await import("../../domain/jobs/jobLog.js");
    const { PENDING_ALERT_METRIC, publishMetrics } = await import("../../domain/aws/metrics.js");

    const db = documentClient();
    const expenses = new ExpenseRepository(db, env.expenses);
    const open = new OpenLedgers(db, env.ledgers);
    const jobs = new JobLog(db, env.ledgers);
    const alerts = alertPublisherOf(env);

    return async () => {
      const now = new Date();
      const before = new Date(now.getTime() - ALERT_GRACE_MS).toISOString();
      const result = { sent: 0, failed: 0 };
      let oldestMs = 0;
      for await (const expense of expenses.pendingAlerts(before)) {
        // Its alerts are erased with the account.
        if (!(await open.isOpen(expense.ledgerId))) continue;
        const sent = await alerts.trySend(expense);
        result[sent ? "sent" : "failed"] += 1;
        if (!sent) oldestMs = Math.max(oldestMs, now.getTime() - Date.parse(expense.alertAt ?? before));
      }
      publishMetrics(env.metricsNamespace, {}, [
        { name: PENDING_ALERT_METRIC, value: oldestMs / 1000, unit: "Seconds" },
      ]);
      await publishJobFreshness(jobs, env.jobs, env.metricsNamespace, now);
      // Thrown only now, so that one failed alert does not delay the others.
      if (result.failed > 0) throw new Error(`${result.failed} alerts could not be sent and stay pending.`);
      return result;
    };
  },
});
