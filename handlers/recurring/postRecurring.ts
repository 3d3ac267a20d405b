import type { Context } from "aws-lambda";
import { MAX_FUNCTION_SECONDS } from "../../domain/values/limits";
import { job } from "../job";

/** On schedule: posts or proposes the recurring expenses that are due. Alerts that it marks are sent by the sweep. */
export const postRecurring = job({
  description: "Posts recurring expenses that are due",
  invocation: "call",
  schedule: {
    name: "recurring",
    job: "recurring",
    // Hourly: somewhere in the world a day begins, in some zones at half past.
    expression: "cron(3 * * * ? *)",
    overdueHours: 3,
  },
  uses: {
    "ledgers.due": ["Query"],
    expenses: ["GetItem", "PutItem"],
    ledgers: ["BatchGetItem", "PutItem", "UpdateItem"],
  },
  settings: ["timezone", "thresholds", "metricsNamespace"],
  timeoutSeconds: MAX_FUNCTION_SECONDS,
  runbook: {
    recurring: {
      means: `
        the hourly run that posts recurring expenses failed for some of them, and so did its retries. The others were posted. The
        failed ones stay due, every run retries them, and nothing is posted twice.`,
      response: `
        find the rule (\`ledgerId\` and \`sk\`) and the reason. Once the cause is fixed, the next run catches up with every day that was
        missed, 400 at a time; the last command starts one now.`,
      commands: `
        aws logs filter-log-events --log-group-name /expenses/dev/postRecurring --filter-pattern '{ $.level = "ERROR" }' --limit 20
        table=$(aws dynamodb list-tables --query 'TableNames[?starts_with(@, \`Ledgers\`)] | [0]' --output text)
        aws dynamodb query --table-name "$table" --index-name byDue --limit 20 \\
          --key-condition-expression 'dueQueue = :rules' --expression-attribute-values '{":rules": {"S": "rules"}}'
        aws lambda invoke --function-name "$(fn postRecurring)" --cli-read-timeout 900 result.json && cat result.json`,
    },
  },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { publishMetrics } = await import("../../domain/aws/metrics.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { hasTime } = await import("../../domain/jobs/jobInput.js");
    const { JobLog } = await import("../../domain/jobs/jobLog.js");
    const { AccessReader } = await import("../../domain/ledgers/accessReader.js");
    const { DueItems } = await import("../../domain/ledgers/dueItems.js");
    const { postDue } = await import("../../domain/recurring/posting.js");
    const { RuleRepository } = await import("../../domain/recurring/ruleRepository.js");

    const db = documentClient();
    const jobs = new JobLog(db, env.ledgers);
    const options = {
      due: new DueItems(db, env.ledgers),
      rules: new RuleRepository(db, env.ledgers),
      expenses: new ExpenseRepository(db, env.expenses),
      access: new AccessReader(db, env.ledgers),
      timezone: env.timezone,
      thresholds: env.thresholds,
      now: () => new Date(),
    };

    return async (_event: unknown, context: Context) => {
      const result = await postDue({ ...options, hasTime: hasTime(context) });
      publishMetrics(env.metricsNamespace, {}, [
        { name: "ExpensesStored", value: result.posted, unit: "Count" },
      ]);
      if (result.next !== undefined) return result;
      // Thrown only now, so that a failed rule does not delay the others.
      if (result.failed > 0)
        throw new Error(`${result.failed} recurring expenses could not be posted and stay due.`);
      await jobs.succeeded(env.job, new Date());
      return result;
    };
  },
});
