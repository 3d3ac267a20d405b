import { IF_MATCH } from "../../domain/http/route";
import { settings } from "../../domain/ledgers/settings";
import { operation } from "../operation";

/** Replaces the version of the user's settings that If-Match names; `"0"` is the one before the first. */
export const saveSettings = operation({
  route: "PUT /settings",
  summary: "Replace my settings and categories",
  role: "owner",
  headers: [IF_MATCH],
  body: settings,
  answers: { 200: settings },
  refusals: [412, 428],
  uses: { ledgers: ["PutItem", "UpdateItem"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { versionOf } = await import("../../domain/http/etag.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { header, parseBody } = await import("../../domain/http/requests.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { settingsAnswer } = await import("../../domain/ledgers/settingsAnswer.js");
    const { versionConflict } = await import("../../domain/http/etag.js");
    const { settings } = await import("../../domain/ledgers/settings.js");

    const ledgers = new LedgerRepository(documentClient(), env.ledgers);

    return apiHandler(env, async (event, { user, ledger }) => {
      const wanted = parseBody(event, settings);
      const version = versionOf(header(event, "If-Match"));
      if (version !== ledger.version) throw versionConflict();
      const saved = await ledgers.replace(ledger, { settings: wanted }, user.id, new Date());
      if (saved === undefined) throw versionConflict();
      return settingsAnswer({ settings: wanted, version: version + 1 });
    });
  },
});
