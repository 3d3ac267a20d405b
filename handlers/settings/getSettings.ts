import { settings } from "../../domain/ledgers/settings";
import { operation } from "../operation";

/** The user's settings and categories. */
export const getSettings = operation({
  route: "GET /settings",
  summary: "Read my settings and categories",
  role: "user",
  answers: { 200: settings },
  uses: { ledgers: ["GetItem"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { apiHandler } = await import("../../domain/http/apiHandler.js");
    const { SettingsRepository } = await import("../../domain/ledgers/settingsRepository.js");
    const { settingsAnswer } = await import("../../domain/ledgers/settingsAnswer.js");

    const settings = new SettingsRepository(documentClient(), env.ledgers);

    return apiHandler(env, async (_event, user) => settingsAnswer(await settings.get(user.id)));
  },
});
