import { ledgerSummary, newLedger } from "../../domain/ledgers/ledgerSchemas";
import { operation } from "../operation";

/** Creates a ledger that can have members, with the user as its owner. */
export const createLedger = operation({
  route: "POST /ledgers",
  summary: "Create a ledger",
  role: "user",
  body: newLedger,
  answers: { 201: ledgerSummary },
  refusals: [409],
  uses: { ledgers: ["DeleteItem", "PutItem", "Query", "UpdateItem"] },
  settings: ["quotas"],
  handler: (env) => async () => {
    const { parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { summaryOf } = await import("../../domain/ledgers/ledgerAnswers.js");
    const { newLedger } = await import("../../domain/ledgers/ledgerSchemas.js");
    const { quotasOf, sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");

    const ledgers = sharedLedgersOf(env);
    const quotas = quotasOf(env);

    return apiHandler(env, async (event, principal) => {
      const made = await ledgers.create(principal, parseBody(event, newLedger), quotas, new Date());
      return { status: 201, body: summaryOf(made, principal.user.id) };
    });
  },
});
