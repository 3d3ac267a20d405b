import type { Context } from "aws-lambda";
import type { DatabaseAddress } from "../../domain/backup/mysqlConnection";

export interface VerifyBackupEnv {
  expensesTable: string;
  ledgersTable: string;
  address: DatabaseAddress;
  metricsNamespace: string;
}

/** Compares the backup with the table; fails when they differ. */
export const verifyBackup = (env: VerifyBackupEnv) => async () => {
  const { documentClient } = await import("../../domain/aws/clients.js");
  const { BackupTables } = await import("../../domain/backup/backupTables.js");
  const { DynamoExpenseSource } = await import("../../domain/expenses/expenseSource.js");
  const { hasTime, parseEvent } = await import("../../domain/jobs/jobInput.js");
  const { JobLog } = await import("../../domain/jobs/jobLog.js");
  const { publishMetrics } = await import("../../domain/aws/metrics.js");
  const { BackupDiffersError, verify, verifyRequest } = await import("../../domain/backup/verify.js");

  const db = documentClient();
  const table = env.expensesTable;
  const jobs = new JobLog(db, env.ledgersTable);
  const now = () => new Date();
  const options = { db, table, source: new DynamoExpenseSource(db, table), now };

  return async (event: unknown, context: Context) => {
    const request = parseEvent(verifyRequest, event);
    const database = await BackupTables.open(env.address);
    try {
      const result = await verify(request, { ...options, database, hasTime: hasTime(context) });
      if (!result.finished) return result;
      publishMetrics(env.metricsNamespace, { Job: "verify" }, [
        { name: "BackupDifferences", value: result.differences, unit: "Count" },
      ]);
      if (result.differences > 0) throw new BackupDiffersError(result);
      await jobs.succeeded("verify", now());
      return result;
    } finally {
      database.close();
    }
  };
};
