import { alertSubscription } from "../../domain/alerts/alertSchemas";
import { operation } from "../operation";

/** Ends the user's alert emails. */
export const unsubscribeFromAlerts = operation({
  route: "DELETE /alerts/subscription",
  summary: "Unsubscribe the user from alerts",
  role: "user",
  answers: { 200: alertSubscription },
  uses: { ledgers: ["GetItem", "PutItem", "DeleteItem"], alerts: ["Unsubscribe"] },
  handler: (env) => async () => {
    const { documentClient, snsClient } = await import("../../domain/aws/clients.js");
    const { AlertSubscriptions } = await import("../../domain/alerts/alertSubscriptions.js");
    const { SubscriptionRepository } = await import("../../domain/alerts/subscriptionRepository.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");

    const stored = new SubscriptionRepository(documentClient(), env.ledgers);
    const subscriptions = new AlertSubscriptions(snsClient(), env.alerts, stored);

    return apiHandler(env, async (_event, { ledger }) => ({
      status: 200,
      body: await subscriptions.off(ledger.id),
    }));
  },
});
