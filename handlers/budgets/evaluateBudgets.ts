import type { Context } from "aws-lambda";
import { job } from "../job";

/** On schedule: evaluates the budgets of ledgers that changed or are due, and emails the alerts that they raise. */
export const evaluateBudgets = job({
  description: "Evaluates budgets and sends their alerts",
  invocation: "event",
  schedule: {
    name: "budgets",
    expression: "rate(5 minutes)",
  },
  uses: {
    "expenses.changes": ["Query"],
    "expenses.list": ["Query"],
    "expenses.ledgerChanges": ["Query"],
    expenses: ["BatchGetItem"],
    ledgers: ["BatchGetItem", "GetItem", "PutItem", "UpdateItem"],
    "ledgers.due": ["Query"],
    alerts: ["Publish", "GetSubscriptionAttributes"],
  },
  settings: ["metricsNamespace", "quotas", "siteUrl", "timezone"],
  timeoutSeconds: 120,
  runbook: {
    "evaluateBudgets-failures": {
      means: `
        a run over the budgets failed three times: it could not sum the expenses of a ledger, or not send an alert. The other
        ledgers were evaluated; that one stays due, and the next run, within five minutes, tries again.`,
      response: `
        find the ledger and the cause in the log, as for \`monitoring-pending-alerts\` if SNS fails. Empty the queue with a replay on the
        admin page.`,
      commands: `
        aws logs filter-log-events --log-group-name /expenses/dev/evaluateBudgets --filter-pattern '{ $.level = "ERROR" }' --limit 20
        aws lambda invoke --function-name "$(fn evaluateBudgets)" result.json && cat result.json`,
    },
    "evaluateBudgets-slow": {
      means: `
        a run takes nearly all of its two minutes: very many ledgers changed, for example by imports. The next runs evaluate the
        remaining ones.`,
      response: `
        nothing, unless it persists: then raise the job's \`memoryMb\` and \`timeoutSeconds\` in
        \`handlers/budgets/evaluateBudgets.ts\`. The result of a run contains the number of ledgers.`,
    },
  },
  handler: (env) => async () => {
    const { alertMailerOf } = await import("../../domain/alerts/alertPublisher.js");
    const { AlertLog } = await import("../../domain/alerts/alertLog.js");
    const { AlertRecipientReader } = await import("../../domain/alerts/alertRecipients.js");
    const { documentClient, snsClient } = await import("../../domain/aws/clients.js");
    const { BudgetAlertSender } = await import("../../domain/budgets/budgetAlertSender.js");
    const { BudgetEvaluator } = await import("../../domain/budgets/budgetEvaluator.js");
    const { runBudgets } = await import("../../domain/budgets/budgetRun.js");
    const { BudgetStore } = await import("../../domain/budgets/budgetStore.js");
    const { monthDigestsOf } = await import("../../domain/digests/monthDigests.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { DynamoExpenseSource } = await import("../../domain/expenses/expenseSource.js");
    const { hasTime } = await import("../../domain/jobs/jobInput.js");
    const { Watermarks } = await import("../../domain/jobs/watermarks.js");
    const { AccessReader } = await import("../../domain/ledgers/accessReader.js");
    const { DueItems } = await import("../../domain/ledgers/dueItems.js");

    const db = documentClient();
    const store = new BudgetStore(db, env.ledgers);
    const sender = new BudgetAlertSender({
      store,
      mailer: alertMailerOf(env),
      recipients: new AlertRecipientReader(db, env.ledgers, snsClient()),
      sentAlerts: new AlertLog(db, env.ledgers),
      siteUrl: env.siteUrl,
    });
    const evaluator = new BudgetEvaluator({
      store,
      access: new AccessReader(db, env.ledgers),
      digests: monthDigestsOf(env),
      expenses: new ExpenseRepository(db, env.expenses),
      sender,
      timezone: env.timezone,
    });
    const options = {
      store,
      source: new DynamoExpenseSource(db, env.expenses),
      due: new DueItems(db, env.ledgers),
      watermarks: new Watermarks(db, env.ledgers),
      evaluator,
      now: () => new Date(),
    };

    return async (_event: unknown, context: Context) => runBudgets({ ...options, hasTime: hasTime(context) });
  },
});
