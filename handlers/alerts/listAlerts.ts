import { sentAlerts } from "../../domain/alerts/alertSchemas";
import { operation } from "../operation";

/** The alerts that were sent for the user's ledger, newest first. */
export const listAlerts = operation({
  route: "GET /alerts",
  summary: "List the alerts that were sent, newest first",
  role: "viewer",
  answers: { 200: sentAlerts },
  uses: { ledgers: ["Query"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { AlertLog, LAST_ALERTS } = await import("../../domain/alerts/alertLog.js");

    const log = new AlertLog(documentClient(), env.ledgers);

    return apiHandler(env, async (_event, { ledger }) => ({
      status: 200,
      body: { alerts: await log.last(ledger.id, LAST_ALERTS) },
    }));
  },
});
