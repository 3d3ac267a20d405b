import type { LedgerEnv } from "./ledgerEnv";

/** `GET /settings`: the user's settings and categories. */
export const getSettings = (env: LedgerEnv) => async () => {
  const { documentClient } = await import("../domain/aws.js");
  const { apiHandler } = await import("../domain/http.js");
  const { LedgerRepository } = await import("../domain/ledgerRepository.js");
  const { settingsAnswer } = await import("../domain/responses.js");

  const ledgers = new LedgerRepository(documentClient(), env.ledgersTable);

  return apiHandler(env.siteOrigin, async (_event, user) => settingsAnswer(await ledgers.settings(user.id)));
};
