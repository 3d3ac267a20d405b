import { settings } from "../../domain/ledgers/settings";
import { operation } from "../operation";

/** The user's settings and categories. */
export const getSettings = operation({
  route: "GET /settings",
  summary: "Read my settings and categories",
  role: "viewer",
  answers: { 200: settings },
  uses: {},
  handler: (env) => async () => {
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { settingsAnswer } = await import("../../domain/ledgers/settingsAnswer.js");

    return apiHandler(env, async (_event, { ledger }) => settingsAnswer(ledger));
  },
});
