import { IF_MATCH } from "../../domain/http/route";
import { settings } from "../../domain/ledgers/settings";
import { operation } from "../operation";

/** Replaces the version of the user's settings that If-Match names; `"0"` is the one before the first. */
export const saveSettings = operation({
  route: "PUT /settings",
  summary: "Replace my settings and categories",
  role: "user",
  headers: [IF_MATCH],
  body: settings,
  answers: { 200: settings },
  refusals: [412, 428],
  uses: { ledgers: ["PutItem"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { versionOf } = await import("../../domain/http/etag.js");
    const { apiHandler, header, parseBody } = await import("../../domain/http/apiHandler.js");
    const { SettingsRepository } = await import("../../domain/ledgers/settingsRepository.js");
    const { settingsAnswer } = await import("../../domain/ledgers/settingsAnswer.js");
    const { versionConflict } = await import("../../domain/http/etag.js");
    const { settings } = await import("../../domain/ledgers/settings.js");

    const repository = new SettingsRepository(documentClient(), env.ledgers);

    return apiHandler(env, async (event, user) => {
      const wanted = parseBody(event, settings);
      const version = versionOf(header(event, "If-Match"));
      if (version === undefined || !(await repository.replace(user.id, wanted, version)))
        throw versionConflict();
      return settingsAnswer({ settings: wanted, version: version + 1 });
    });
  },
});
