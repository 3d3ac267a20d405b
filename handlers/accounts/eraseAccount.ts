import { job } from "../job";

/** Started by `closeAccount`: erases a user and all their data. */
export const eraseAccount = job({
  description: "Erases a user and all their data",
  invocation: "event",
  uses: {
    "expenses.list": ["Query"],
    expenses: ["GetItem", "PutItem"],
    ledgers: ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query"],
    files: ["ListBucket"],
    "files.objects": ["DeleteObject"],
    alerts: ["Unsubscribe"],
    users: ["AdminDisableUser", "AdminUserGlobalSignOut", "AdminDeleteUser"],
  },
  timeoutSeconds: 900,
  memoryMb: 1024,
  handler: (env) => async () => {
    const { AccountEraser, eraseRequest } = await import("../../domain/accounts/accountEraser.js");
    const { AlertSubscriptions } = await import("../../domain/alerts/alertSubscriptions.js");
    const { SubscriptionRepository } = await import("../../domain/alerts/subscriptionRepository.js");
    const { documentClient, snsClient } = await import("../../domain/aws/clients.js");
    const { UserPool } = await import("../../domain/accounts/userPool.js");
    const { UserRecords } = await import("../../domain/accounts/userRecords.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { parseEvent } = await import("../../domain/jobs/jobInput.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { s3Client } = await import("../../domain/aws/s3.js");

    const db = documentClient();
    const subscriptions = new SubscriptionRepository(db, env.ledgers);
    const eraser = new AccountEraser({
      expenses: new ExpenseRepository(db, env.expenses),
      ledgers: new LedgerRepository(db, env.ledgers),
      subscriptions: new AlertSubscriptions(snsClient(), env.alerts, subscriptions),
      s3: s3Client(),
      bucket: env.files,
      users: new UserPool(env.users),
      records: new UserRecords(db, env.ledgers),
    });

    return async (event: unknown) => eraser.erase(parseEvent(eraseRequest, event));
  },
});
