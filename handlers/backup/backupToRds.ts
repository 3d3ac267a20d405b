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
