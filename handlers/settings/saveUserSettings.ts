import { IF_MATCH } from "../../domain/http/route";
import { userSettings } from "../../domain/ledgers/settings";
import { operation } from "../operation";

/** Replaces the version of the user's settings that If-Match names; `"0"` is the one before the first. */
export const saveUserSettings = operation({
  route: "PUT /account/settings",
  summary: "Replace the user's settings",
  role: "user",
  headers: [IF_MATCH],
  body: userSettings,
  answers: { 200: userSettings },
  refusals: [412, 428],
  uses: { ledgers: ["PutItem", "UpdateItem"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { versionConflict, versionOf } = await import("../../domain/http/etag.js");
    const { header, parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { userSettings } = await import("../../domain/ledgers/settings.js");
    const { userSettingsAnswer } = await import("../../domain/ledgers/settingsAnswer.js");
    const { UserSettingsRepository } = await import("../../domain/ledgers/userSettings.js");

    const db = documentClient();
    const ledgers = new LedgerRepository(db, env.ledgers);
    const stored = new UserSettingsRepository(db, env.ledgers);

    return apiHandler(env, async (event, { user, ledger }) => {
      const wanted = parseBody(event, userSettings);
      const version = versionOf(header(event, "If-Match"));
      if (version !== (await stored.read(ledger)).version) throw versionConflict();
      // Without a profile, nothing would find the settings if their user were deleted in Cognito.
      if (!ledger.exists) await ledgers.make(ledger, new Date());
      const saved = await stored.replace(user.id, version, wanted);
      if (saved === undefined) throw versionConflict();
      return userSettingsAnswer(saved);
    });
  },
});
