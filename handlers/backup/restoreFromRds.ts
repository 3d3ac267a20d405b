import type { Context } from "aws-lambda";
import { MAX_FUNCTION_SECONDS } from "../../domain/values/limits";
import { job } from "../job";

/** Restores the backup's rows to DynamoDB. Returns the next request until it is finished. */
export const restoreFromRds = job({
  description: "Restores expenses and settings from MySQL to DynamoDB",
  pipeline: "backup",
  invocation: "call",
  uses: {
    expenses: ["BatchGetItem", "PutItem"],
    ledgers: ["BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "Query"],
    database: ["connect"],
  },
  timeoutSeconds: MAX_FUNCTION_SECONDS,
  memoryMb: 1024,
  runbook: {
    restore: {
      means: "a restore that an operator started failed.",
      response:
        "find the cause, then start it again. Expenses that are already in the table are not changed.",
      commands: `
        aws stepfunctions list-executions --state-machine-arn "$(out restoreMachineArn)" --max-items 3
        aws stepfunctions start-execution --state-machine-arn "$(out restoreMachineArn)" --input '{}'`,
    },
  },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { AccessReader } = await import("../../domain/ledgers/accessReader.js");
    const { BackupTables } = await import("../../domain/backup/backupTables.js");
    const { BudgetStore } = await import("../../domain/budgets/budgetStore.js");
    const { DigestStore } = await import("../../domain/digests/digestStore.js");
    const { hasTime, parseEvent } = await import("../../domain/jobs/jobInput.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { RestoreNotes } = await import("../../domain/ledgers/restoreNotes.js");
    const { restore, restoreRequest } = await import("../../domain/backup/restore.js");

    const db = documentClient();
    const options = {
      db,
      table: env.expenses,
      ledgersTable: env.ledgers,
      ledgers: new LedgerRepository(db, env.ledgers),
      access: new AccessReader(db, env.ledgers),
      budgets: new BudgetStore(db, env.ledgers),
      digests: new DigestStore(db, env.ledgers, env.expenses),
      notes: new RestoreNotes(db, env.ledgers),
      now: () => new Date(),
    };

    return async (event: unknown, context: Context) => {
      const request = parseEvent(restoreRequest, event);
      const database = await BackupTables.open(env.database);
      try {
        return await restore(request, { ...options, database, hasTime: hasTime(context) });
      } finally {
        database.close();
      }
    };
  },
});
