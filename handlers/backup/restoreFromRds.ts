import type { Context } from "aws-lambda";
import type { DatabaseAddress } from "../../domain/backup/mysqlConnection";

export interface RestoreFromRdsEnv {
  expensesTable: string;
  ledgersTable: string;
  address: DatabaseAddress;
}

/** Writes the backup's rows back into DynamoDB; says what to ask for next while it is not finished. */
export const restoreFromRds = (env: RestoreFromRdsEnv) => async () => {
  const { documentClient } = await import("../../domain/aws/clients.js");
  const { BackupTables } = await import("../../domain/backup/backupTables.js");
  const { hasTime, parseEvent } = await import("../../domain/jobs/jobInput.js");
  const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
  const { restore, restoreRequest } = await import("../../domain/backup/restore.js");

  const db = documentClient();
  const options = {
    db,
    table: env.expensesTable,
    ledgers: new LedgerRepository(db, env.ledgersTable),
    now: () => new Date(),
  };

  return async (event: unknown, context: Context) => {
    const request = parseEvent(restoreRequest, event);
    const database = await BackupTables.open(env.address);
    try {
      return await restore(request, { ...options, database, hasTime: hasTime(context) });
    } finally {
      database.close();
    }
  };
};
