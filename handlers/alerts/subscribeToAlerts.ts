import { alertSubscription } from "../../domain/alerts/alertSchemas";
import { operation } from "../operation";

/** Emails the user the alerts of their own ledger, once they have confirmed. */
export const subscribeToAlerts = operation({
  route: "POST /alerts/subscription",
  summary: "Subscribe the user to alerts by email",
  role: "user",
  answers: { 200: alertSubscription },
  refusals: [409],
  uses: {
    ledgers: ["GetItem", "PutItem", "UpdateItem", "DeleteItem"],
    alerts: ["Subscribe", "GetSubscriptionAttributes", "Unsubscribe"],
  },
  settings: ["quotas"],
  handler: (env) => async () => {
    const { documentClient, snsClient } = await import("../../domain/aws/clients.js");
    const { AlertSubscriptions } = await import("../../domain/alerts/alertSubscriptions.js");
    const { SubscriptionRepository } = await import("../../domain/alerts/subscriptionRepository.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { Quotas } = await import("../../domain/quotas/quotas.js");

    const db = documentClient();
    const ledgers = new LedgerRepository(db, env.ledgers);
    const stored = new SubscriptionRepository(db, env.ledgers);
    const subscriptions = new AlertSubscriptions(snsClient(), env.alerts, stored);
    const quotas = new Quotas(db, env.ledgers, env.quotas);

    return apiHandler(env, async (_event, { ledger, user }) => {
      // Without a profile, nothing would find the ledger if its user were deleted in Cognito.
      if (!ledger.exists) await ledgers.make(ledger, new Date());
      const subscribe = () => subscriptions.on(ledger.id, user.email);
      const body = (await subscriptions.isConfirmed(ledger.id, user.email))
        ? await subscribe()
        : await quotas.spend("subscriptionMails", { userId: user.id }, new Date(), subscribe);
      return { status: 200, body };
    });
  },
});
