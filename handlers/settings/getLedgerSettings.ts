import { ledgerSettings } from "../../domain/ledgers/settings";
import { operation } from "../operation";

/** The settings of the ledger, which its members share. */
export const getLedgerSettings = operation({
  route: "GET /ledger/settings",
  summary: "Get the settings and categories of the ledger",
  role: "viewer",
  answers: { 200: ledgerSettings },
  uses: {},
  handler: (env) => async () => {
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { ledgerSettingsAnswer } = await import("../../domain/ledgers/settingsAnswer.js");

    return apiHandler(env, async (_event, { ledger }) => ledgerSettingsAnswer(ledger));
  },
});
