import { alertSubscription } from "../../domain/alerts/alertSchemas";
import { operation } from "../operation";

/** State of the user's subscription to alert emails, as reported by SNS. */
export const getAlertSubscription = operation({
  route: "GET /alerts/subscription",
  summary: "Get the state of the user's alert subscription",
  role: "user",
  answers: { 200: alertSubscription },
  uses: {
    ledgers: ["GetItem", "PutItem", "DeleteItem"],
    alerts: ["GetSubscriptionAttributes", "Unsubscribe"],
  },
  handler: (env) => async () => {
    const { documentClient, snsClient } = await import("../../domain/aws/clients.js");
    const { AlertSubscriptions } = await import("../../domain/alerts/alertSubscriptions.js");
    const { SubscriptionRepository } = await import("../../domain/alerts/subscriptionRepository.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");

    const stored = new SubscriptionRepository(documentClient(), env.ledgers);
    const subscriptions = new AlertSubscriptions(snsClient(), env.alerts, stored);

    return apiHandler(env, async (_event, { ledger }) => ({
      status: 200,
      body: await subscriptions.state(ledger.id),
    }));
  },
});
