import type { LedgerEnv } from "./ledgerEnv";

/** `GET /settings`: the user's settings and categories. */
export const getSettings = (env: LedgerEnv) => async () => {
  const { documentClient } = await import("../../domain/aws/clients.js");
  const { apiHandler } = await import("../../domain/http/apiHandler.js");
  const { SettingsRepository } = await import("../../domain/ledgers/settingsRepository.js");
  const { settingsAnswer } = await import("../../domain/ledgers/settingsAnswer.js");

  const settings = new SettingsRepository(documentClient(), env.ledgersTable);

  return apiHandler(env.siteOrigin, async (_event, user) => settingsAnswer(await settings.get(user.id)));
};
