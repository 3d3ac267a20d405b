import { userSettings } from "../../domain/ledgers/settings";
import { operation } from "../operation";

/** The user's settings, the same in every ledger. */
export const getUserSettings = operation({
  route: "GET /account/settings",
  summary: "Get the user's settings",
  role: "user",
  answers: { 200: userSettings },
  uses: {},
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { userSettingsAnswer } = await import("../../domain/ledgers/settingsAnswer.js");
    const { UserSettingsRepository } = await import("../../domain/ledgers/userSettings.js");

    const stored = new UserSettingsRepository(documentClient(), env.ledgers);

    return apiHandler(env, async (_event, { ledger }) => userSettingsAnswer(await stored.read(ledger)));
  },
});
