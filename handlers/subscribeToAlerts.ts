import type { AlertSubscriptionEnv } from "./alertSubscription";

/** `POST /alerts/subscription`: mails the user the alerts of their own ledger, once they confirmed. */
export const subscribeToAlerts = (env: AlertSubscriptionEnv) => async () => {
  const { documentClient, snsClient } = await import("../domain/aws.js");
  const { AlertSubscriptions } = await import("../domain/alertSubscriptions.js");
  const { LedgerRepository } = await import("../domain/ledgerRepository.js");
  const { apiHandler } = await import("../domain/http.js");

  const ledgers = new LedgerRepository(documentClient(), env.ledgersTable);
  const subscriptions = new AlertSubscriptions(snsClient(), env.alertTopicArn, ledgers);

  return apiHandler(env.siteOrigin, async (_event, user) => ({
    status: 200,
    body: await subscriptions.on(user.id, user.email),
  }));
};
