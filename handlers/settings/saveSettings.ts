import { IF_MATCH } from "../../domain/http/route";
import { settings } from "../../domain/ledgers/settings";
import { operation } from "../operation";

/** Replaces the settings of `GET /settings`, at the version that If-Match names. */
export const saveSettings = operation({
  route: "PUT /settings",
  summary: "Replace the settings of the ledger and of the user in one, for older pages",
  role: "owner",
  headers: [IF_MATCH],
  body: settings,
  answers: { 200: settings },
  refusals: [412, 428],
  uses: { ledgers: ["PutItem", "Query", "UpdateItem"] },
  handler: (env) => async () => {
    const { versionOf } = await import("../../domain/http/etag.js");
    const { header, parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { combinedSettingsOf } = await import("../../domain/ledgers/combinedSettings.js");
    const { settings } = await import("../../domain/ledgers/settings.js");

    const combined = combinedSettingsOf(env);

    return apiHandler(env, async (event, principal) => {
      const wanted = parseBody(event, settings);
      return combined.replace(principal, versionOf(header(event, "If-Match")), wanted, new Date());
    });
  },
});
