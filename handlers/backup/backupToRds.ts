import type { Context } from "aws-lambda";
import { MAX_FUNCTION_SECONDS } from "../../domain/values/limits";
import { job } from "../job";

/** Copies changed expenses, or all, and the data of ledgers to MySQL. Returns the next request until it is finished. */
export const backupToRds = job({
  description: "Copies expenses and settings to MySQL",
  pipeline: "backup",
  invocation: "call",
  schedule: {
    name: "backup",
    job: "backup",
    description: "Backs up changed expenses",
    expression: "cron(0 4 * * ? *)",
    overdueHours: 36,
  },
  uses: {
    "expenses.changes": ["Query"],
    expenses: ["Scan"],
    ledgers: ["BatchGetItem", "UpdateItem"],
    "ledgers.byKind": ["Query"],
    "ledgers.due": ["Query"],
    database: ["connect"],
  },
  settings: ["segments", "metricsNamespace"],
  timeoutSeconds: MAX_FUNCTION_SECONDS,
  memoryMb: 1024,
  runbook: {
    backup: {
      means: "the daily backup failed, and so did its retries.",
      response: `
        find out why the last run failed, then start it again. Each run continues from what the previous one committed. Without a backup
        the table itself can still be restored to any second of the last 35 days. \`RemovalRefusedError\` means that a full backup found less
        than a tenth of what the database holds, and so removed nothing from it. If the table is new or lost data, restore it, from the
        database or as under [disasters](#disasters), and then start the backup. Only if the table is right and the database is to become as
        small, start it with \`{"mode":"full","removesMost":true}\` instead.`,
      commands: `
        last=$(aws stepfunctions list-executions --state-machine-arn "$(out backupMachineArn)" --max-items 1 \\
          --query 'executions[].executionArn' --output text | head -1)
        echo "\${last:-none}"
        [ -z "$last" ] || aws stepfunctions describe-execution --execution-arn "$last" --query '[status,error,cause]'
        [ -z "$last" ] || aws stepfunctions get-execution-history --execution-arn "$last" --reverse-order --max-items 5
        aws stepfunctions start-execution --state-machine-arn "$(out backupMachineArn)" --input '{}'
        aws dynamodb describe-continuous-backups --table-name "$(out expensesTableName)"`,
    },
  },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { backUp } = await import("../../domain/backup/backup.js");
    const { readBackupRequest } = await import("../../domain/backup/backupRequest.js");
    const { BackupTables } = await import("../../domain/backup/backupTables.js");
    const { DynamoExpenseSource } = await import("../../domain/expenses/expenseSource.js");
    const { DynamoLedgerSource } = await import("../../domain/ledgers/ledgerSource.js");
    const { hasTime } = await import("../../domain/jobs/jobInput.js");
    const { JobLog } = await import("../../domain/jobs/jobLog.js");
    const { publishMetrics } = await import("../../domain/aws/metrics.js");

    const db = documentClient();
    const jobs = new JobLog(db, env.ledgers);
    const options = {
      source: new DynamoExpenseSource(db, env.expenses),
      ledgers: new DynamoLedgerSource(db, env.ledgers),
      succeeded: (at: Date) => jobs.succeeded(env.job, at),
      segments: env.segments,
      now: () => new Date(),
    };

    return async (event: unknown, context: Context) => {
      const request = readBackupRequest(event);
      const database = await BackupTables.open(env.database);
      try {
        const result = await backUp(request, { ...options, database, hasTime: hasTime(context) });
        if ("finished" in result && result.finished) {
          publishMetrics(env.metricsNamespace, { Job: env.job }, [
            { name: "RowsBackedUp", value: result.written, unit: "Count" },
          ]);
        }
        return result;
      } finally {
        database.close();
      }
    };
  },
});
