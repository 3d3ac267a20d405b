import type { Context } from "aws-lambda";
import { MAX_FUNCTION_SECONDS } from "../../domain/values/limits";
import { job } from "../job";

/** Compares the backup with the table; fails if they differ. */
export const verifyBackup = job({
  description: "Compares the backup with the table",
  pipeline: "backup",
  invocation: "call",
  schedule: {
    name: "verify",
    job: "verify",
    expression: "cron(0 6 ? * SUN *)",
    overdueHours: 8 * 24,
  },
  uses: {
    expenses: ["Scan", "BatchGetItem"],
    ledgers: ["BatchGetItem", "UpdateItem"],
    "ledgers.byKind": ["Query"],
    "ledgers.due": ["Query"],
    database: ["connect"],
  },
  settings: ["metricsNamespace"],
  timeoutSeconds: MAX_FUNCTION_SECONDS,
  memoryMb: 1024,
  runbook: {
    verify: {
      means: "the backup differs from the table, or the two could not be compared.",
      response: `
        the log shows how many expenses and settings differ, and which. Rows that were missing or older than their item have been
        repaired; verify again. Rows that are newer than their item, or have none, are kept: the table may have lost data. Compare them with the
        table before you run a full backup, which removes rows without an item.`,
      commands: `
        aws stepfunctions start-execution --state-machine-arn "$(out backupMachineArn)" --input '{"mode":"full"}'
        aws lambda invoke --function-name "$(fn verifyBackup)" --cli-read-timeout 900 result.json && cat result.json`,
    },
  },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { BackupTables } = await import("../../domain/backup/backupTables.js");
    const { DynamoExpenseSource } = await import("../../domain/expenses/expenseSource.js");
    const { DynamoLedgerSource } = await import("../../domain/ledgers/ledgerSource.js");
    const { hasTime, parseEvent } = await import("../../domain/jobs/jobInput.js");
    const { JobLog } = await import("../../domain/jobs/jobLog.js");
    const { publishMetrics } = await import("../../domain/aws/metrics.js");
    const { BackupDiffersError, verify, verifyRequest } = await import("../../domain/backup/verify.js");

    const db = documentClient();
    const table = env.expenses;
    const jobs = new JobLog(db, env.ledgers);
    const now = () => new Date();
    const options = {
      db,
      table,
      source: new DynamoExpenseSource(db, table),
      ledgers: new DynamoLedgerSource(db, env.ledgers),
      now,
    };

    return async (event: unknown, context: Context) => {
      const request = parseEvent(verifyRequest, event);
      const database = await BackupTables.open(env.database);
      try {
        const result = await verify(request, { ...options, database, hasTime: hasTime(context) });
        if (!result.finished) return result;
        publishMetrics(env.metricsNamespace, { Job: env.job }, [
          { name: "BackupDifferences", value: result.differences, unit: "Count" },
        ]);
        if (result.differences > 0) throw new BackupDiffersError(result);
        await jobs.succeeded(env.job, now());
        return result;
      } finally {
        database.close();
      }
    };
  },
});
