import { ledgerSummary } from "../../domain/ledgers/ledgerSchemas";
import { operation } from "../operation";

/** Deletes a ledger for all of its members. An owner can restore it for 30 days; then the job `accounts` has it erased. */
export const deleteLedger = operation({
  route: "DELETE /ledger",
  summary: "Delete the ledger for all members",
  role: "owner",
  recentSignIn: true,
  answers: { 200: ledgerSummary },
  refusals: [409],
  uses: { ledgers: ["PutItem", "UpdateItem"] },
  handler: (env) => async () => {
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { summaryOf } = await import("../../domain/ledgers/ledgerAnswers.js");
    const { deleted } = await import("../../domain/ledgers/memberRules.js");
    const { sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");

    const ledgers = sharedLedgersOf(env);

    return apiHandler(env, async (_event, principal) => {
      const now = new Date();
      const gone = await ledgers.change(principal, "owner", (one) => deleted(one, now), now);
      return { status: 200, body: summaryOf(gone, principal.user.id) };
    });
  },
});
