import type { AlertSubscriptionEnv } from "./alertSubscription";

/** `POST /alerts/subscription`: mails the user the alerts of their own ledger, once they confirmed. */
export const subscribeToAlerts = (env: AlertSubscriptionEnv) => async () => {
  const { documentClient, snsClient } = await import("../../domain/aws/clients.js");
  const { AlertSubscriptions } = await import("../../domain/alerts/alertSubscriptions.js");
  const { SubscriptionRepository } = await import("../../domain/alerts/subscriptionRepository.js");
  const { apiHandler } = await import("../../domain/http/apiHandler.js");

  const stored = new SubscriptionRepository(documentClient(), env.ledgersTable);
  const subscriptions = new AlertSubscriptions(snsClient(), env.alertTopicArn, stored);

  return apiHandler(env.siteOrigin, async (_event, user) => ({
    status: 200,
    body: await subscriptions.on(user.id, user.email),
  }));
};
