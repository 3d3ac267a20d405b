import { settings } from "../../domain/ledgers/settings";
import { operation } from "../operation";

/**
 * The settings of the ledger and, in the user's own, those of the user: both in one, as installed pages of the previous
 * release request them.
 */
export const getSettings = operation({
  route: "GET /settings",
  summary: "Get the settings of the ledger and of the user in one, for older pages",
  role: "viewer",
  answers: { 200: settings },
  uses: {},
  handler: (env) => async () => {
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { combinedSettingsOf } = await import("../../domain/ledgers/combinedSettings.js");

    const combined = combinedSettingsOf(env);

    return apiHandler(env, async (_event, principal) => combined.read(principal));
  },
});
