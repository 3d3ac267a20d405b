import type { Context } from "aws-lambda";
import { MAX_FUNCTION_SECONDS } from "../../domain/values/limits";
import { job } from "../job";

/** Started when an account is closed or a deleted ledger is due: erases a user or a ledger with all data. Returns the next request until it is finished. */
export const eraseAccount = job({
  description: "Erases a user or a ledger with all data",
  invocation: "call",
  machine: "erasure",
  uses: {
    "expenses.list": ["Query"],
    "expenses.ledgerChanges": ["Query"],
    expenses: ["BatchGetItem", "PutItem"],
    ledgers: ["BatchGetItem", "GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query"],
    files: ["ListBucketVersions", "ListBucketMultipartUploads"],
    "files.objects": ["DeleteObjectVersion", "AbortMultipartUpload"],
    receiptFiles: ["ListBucketVersions", "ListBucketMultipartUploads"],
    "receiptFiles.objects": ["DeleteObjectVersion", "AbortMultipartUpload"],
    alerts: ["Unsubscribe"],
    users: ["AdminDisableUser", "AdminUserGlobalSignOut", "AdminDeleteUser"],
  },
  timeoutSeconds: MAX_FUNCTION_SECONDS,
  memoryMb: 1024,
  runbook: {
    erasure: {
      means:
        "erasing a user's data failed part-way, and so did its retries. The account is closed, and the erasure must be completed.",
      response: "find the error. Its input is in the dead-letter queue: as for `eraseAccount-failures`.",
      commands: `
        aws logs filter-log-events --log-group-name /expenses/dev/eraseAccount --filter-pattern '{ $.level = "ERROR" }' --limit 20`,
    },
    "eraseAccount-failures": {
      means: "the inputs of erasures that failed are in the dead-letter queue.",
      response: `
        fix the cause and replay on the admin page. A new execution finds what is left. An erasure that is not complete after four days
        is started again every day by the job \`accounts\`.`,
    },
  },
  handler: (env) => async () => {
    const { AccountEraser, erasureRequest } = await import("../../domain/accounts/accountEraser.js");
    const { AlertSubscriptions } = await import("../../domain/alerts/alertSubscriptions.js");
    const { SubscriptionRepository } = await import("../../domain/alerts/subscriptionRepository.js");
    const { documentClient, snsClient } = await import("../../domain/aws/clients.js");
    const { UserPool } = await import("../../domain/accounts/userPool.js");
    const { UserRecords } = await import("../../domain/accounts/userRecords.js");
    const { ExpenseEraser } = await import("../../domain/expenses/expenseEraser.js");
    const { hasTime, parseEvent } = await import("../../domain/jobs/jobInput.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");
    const { s3Client } = await import("../../domain/aws/s3.js");

    const db = documentClient();
    const stored = new SubscriptionRepository(db, env.ledgers);
    const options = {
      expenses: new ExpenseEraser(db, env.expenses),
      ledgers: new LedgerRepository(db, env.ledgers),
      subscriptions: new AlertSubscriptions(snsClient(), env.alerts, stored),
      s3: s3Client(),
      bucket: env.files,
      receiptFiles: env.receiptFiles,
      users: new UserPool(env.users),
      records: new UserRecords(db, env.ledgers),
      shared: sharedLedgersOf(env),
    };

    return async (event: unknown, context: Context) => {
      const eraser = new AccountEraser({ ...options, hasTime: hasTime(context) });
      return eraser.run(parseEvent(erasureRequest, event));
    };
  },
});
