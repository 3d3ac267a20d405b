import { ledgerChanges, ledgerSummary } from "../../domain/ledgers/ledgerSchemas";
import { operation } from "../operation";

/** Changes a ledger's name or color, archives it, or makes it active again. */
export const changeLedger = operation({
  route: "PATCH /ledger",
  summary: "Rename the ledger, change its color, or archive it",
  role: "owner",
  body: ledgerChanges,
  answers: { 200: ledgerSummary },
  refusals: [409],
  uses: { ledgers: ["PutItem", "Query", "UpdateItem"] },
  handler: (env) => async () => {
    const { parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { summaryOf } = await import("../../domain/ledgers/ledgerAnswers.js");
    const { ledgerChanges } = await import("../../domain/ledgers/ledgerSchemas.js");
    const { described } = await import("../../domain/ledgers/memberRules.js");
    const { sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");

    const ledgers = sharedLedgersOf(env);

    return apiHandler(env, async (event, principal) => {
      const changes = parseBody(event, ledgerChanges);
      const now = new Date();
      const { id } = principal.user;
      const changed = await ledgers.change(
        principal,
        "owner",
        (one) => described(one, changes, id, now),
        now,
      );
      return { status: 200, body: summaryOf(changed, id) };
    });
  },
});
