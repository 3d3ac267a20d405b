import { alertSubscription } from "../../domain/alerts/alertSchemas";
import { operation } from "../operation";

/** Mails the user the alerts of their own ledger, once they confirmed. */
export const subscribeToAlerts = operation({
  route: "POST /alerts/subscription",
  summary: "Subscribe to my alerts by email",
  role: "user",
  answers: { 200: alertSubscription },
  refusals: [409],
  uses: {
    ledgers: ["GetItem", "PutItem", "DeleteItem"],
    alerts: ["Subscribe", "GetSubscriptionAttributes", "Unsubscribe"],
  },
  handler: (env) => async () => {
    const { documentClient, snsClient } = await import("../../domain/aws/clients.js");
    const { AlertSubscriptions } = await import("../../domain/alerts/alertSubscriptions.js");
    const { SubscriptionRepository } = await import("../../domain/alerts/subscriptionRepository.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");

    const stored = new SubscriptionRepository(documentClient(), env.ledgers);
    const subscriptions = new AlertSubscriptions(snsClient(), env.alerts, stored);

    return apiHandler(env, async (_event, { ledger, user }) => ({
      status: 200,
      body: await subscriptions.on(ledger.id, user.email),
    }));
  },
});
