import { join, ledgerSummary } from "../../domain/ledgers/ledgerSchemas";
import { operation } from "../operation";

/** Admits the user to the ledger of an invitation, which is used up. */
export const joinLedger = operation({
  route: "POST /memberships",
  summary: "Join a ledger by an invitation",
  role: "user",
  body: join,
  answers: { 201: ledgerSummary },
  refusals: [404, 409],
  uses: { ledgers: ["DeleteItem", "PutItem", "Query", "UpdateItem"] },
  handler: (env) => async () => {
    const { parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { summaryOf } = await import("../../domain/ledgers/ledgerAnswers.js");
    const { join } = await import("../../domain/ledgers/ledgerSchemas.js");
    const { sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");

    const ledgers = sharedLedgersOf(env);

    return apiHandler(env, async (event, principal) => {
      const { ledgerId, secret } = parseBody(event, join);
      const joined = await ledgers.join(principal, ledgerId, secret, new Date());
      return { status: 201, body: summaryOf(joined, principal.user.id) };
    });
  },
});
