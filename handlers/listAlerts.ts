import type { LedgerEnv } from "./ledgerEnv";

/** How many of the last alerts are shown. */
const LAST_ALERTS = 50;

/** `GET /alerts`: the alerts that were sent for the user's ledger, newest first. */
export const listAlerts = (env: LedgerEnv) => async () => {
  const { documentClient } = await import("../domain/aws.js");
  const { apiHandler } = await import("../domain/http.js");
  const { LedgerRepository } = await import("../domain/ledgerRepository.js");

  const ledgers = new LedgerRepository(documentClient(), env.ledgersTable);

  return apiHandler(env.siteOrigin, async (_event, user) => ({
    status: 200,
    body: { alerts: await ledgers.sentAlerts(user.id, LAST_ALERTS) },
  }));
};
