import type { LedgerEnv } from "./ledgerEnv";

/** `GET /settings`: the user's settings and categories. */
export const getSettings = (env: LedgerEnv) => async () => {
  const { documentClient } = await import("../../domain/aws/clients.js");
  const { apiHandler } = await import("../../domain/http/apiHandler.js");
  const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
  const { settingsAnswer } = await import("../../domain/expenses/expenseAnswers.js");

  const ledgers = new LedgerRepository(documentClient(), env.ledgersTable);

  return apiHandler(env.siteOrigin, async (_event, user) => settingsAnswer(await ledgers.settings(user.id)));
};
