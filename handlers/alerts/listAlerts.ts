import type { LedgerEnv } from "../settings/ledgerEnv";

/** How many of the last alerts are shown. */
const LAST_ALERTS = 50;

/** `GET /alerts`: the alerts that were sent for the user's ledger, newest first. */
export const listAlerts = (env: LedgerEnv) => async () => {
  const { documentClient } = await import("../../domain/aws/clients.js");
  const { apiHandler } = await import("../../domain/http/apiHandler.js");
  const { AlertLog } = await import("../../domain/alerts/alertLog.js");

  const log = new AlertLog(documentClient(), env.ledgersTable);

  return apiHandler(env.siteOrigin, async (_event, user) => ({
    status: 200,
    body: { alerts: await log.last(user.id, LAST_ALERTS) },
  }));
};
