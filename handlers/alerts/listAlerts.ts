import { sentAlerts } from "../../domain/alerts/alertSchemas";
import { operation } from "../operation";

/** The last alerts of the ledger, newest first. */
export const listAlerts = operation({
  route: "GET /alerts",
  summary: "List the alerts of the ledger, newest first",
  role: "viewer",
  answers: { 200: sentAlerts },
  uses: { ledgers: ["Query"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { AlertLog, LAST_ALERTS } = await import("../../domain/alerts/alertLog.js");

    const log = new AlertLog(documentClient(), env.ledgers);

    return apiHandler(env, async (_event, { ledger, user }) => ({
      status: 200,
      body: { alerts: await log.last(ledger.id, user.id, LAST_ALERTS) },
    }));
  },
});
