import type { AlertSubscriptionEnv } from "./alertSubscription";

/** `DELETE /alerts/subscription`: ends the user's alert mails. */
export const unsubscribeFromAlerts = (env: AlertSubscriptionEnv) => async () => {
  const { documentClient, snsClient } = await import("../domain/aws.js");
  const { AlertSubscriptions } = await import("../domain/alertSubscriptions.js");
  const { LedgerRepository } = await import("../domain/ledgerRepository.js");
  const { apiHandler } = await import("../domain/http.js");

  const ledgers = new LedgerRepository(documentClient(), env.ledgersTable);
  const subscriptions = new AlertSubscriptions(snsClient(), env.alertTopicArn, ledgers);

  return apiHandler(env.siteOrigin, async (_event, user) => ({
    status: 200,
    body: await subscriptions.off(user.id),
  }));
};
