import { IF_MATCH } from "../../domain/http/route";
import { ledgerSettings } from "../../domain/ledgers/settings";
import { operation } from "../operation";

/** Replaces the version of the ledger's settings that If-Match names; `"0"` is the one before the first. */
export const saveLedgerSettings = operation({
  route: "PUT /ledger/settings",
  summary: "Replace the settings and categories of the ledger",
  role: "owner",
  headers: [IF_MATCH],
  body: ledgerSettings,
  answers: { 200: ledgerSettings },
  refusals: [412, 428],
  uses: { ledgers: ["PutItem", "Query", "UpdateItem"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { versionConflict, versionOf } = await import("../../domain/http/etag.js");
    const { header, parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { ledgerSettings } = await import("../../domain/ledgers/settings.js");
    const { ledgerSettingsAnswer } = await import("../../domain/ledgers/settingsAnswer.js");
    const { withLedgerPart } = await import("../../domain/ledgers/settingsParts.js");

    const ledgers = new LedgerRepository(documentClient(), env.ledgers);

    return apiHandler(env, async (event, { user, ledger }) => {
      const settings = withLedgerPart(ledger.settings, parseBody(event, ledgerSettings));
      if (versionOf(header(event, "If-Match")) !== ledger.version) throw versionConflict();
      const saved = await ledgers.replace(ledger, { settings }, user.id, new Date());
      if (saved === undefined) throw versionConflict();
      return ledgerSettingsAnswer(saved);
    });
  },
});
