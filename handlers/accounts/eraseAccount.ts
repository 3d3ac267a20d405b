export interface EraseAccountEnv {
  expensesTable: string;
  ledgersTable: string;
  alertTopicArn: string;
  bucket: string;
  userPoolId: string;
}

/** Started by `closeAccount`: erases a user and all their data. */
export const eraseAccount = (env: EraseAccountEnv) => async () => {
  const { CognitoIdentityProviderClient } = await import("@aws-sdk/client-cognito-identity-provider");
  const { AccountEraser, eraseRequest } = await import("../../domain/accounts/accountEraser.js");
  const { AlertSubscriptions } = await import("../../domain/alerts/alertSubscriptions.js");
  const { SubscriptionRepository } = await import("../../domain/alerts/subscriptionRepository.js");
  const { clientDefaults, documentClient, snsClient } = await import("../../domain/aws/clients.js");
  const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
  const { parseEvent } = await import("../../domain/jobs/jobInput.js");
  const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
  const { s3Client } = await import("../../domain/aws/s3.js");

  const db = documentClient();
  const subscriptions = new SubscriptionRepository(db, env.ledgersTable);
  const eraser = new AccountEraser({
    expenses: new ExpenseRepository(db, env.expensesTable),
    ledgers: new LedgerRepository(db, env.ledgersTable),
    subscriptions: new AlertSubscriptions(snsClient(), env.alertTopicArn, subscriptions),
    s3: s3Client(),
    bucket: env.bucket,
    cognito: new CognitoIdentityProviderClient(clientDefaults),
    userPoolId: env.userPoolId,
  });

  return async (event: unknown) => eraser.erase(parseEvent(eraseRequest, event));
};
