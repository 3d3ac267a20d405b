import { ledgerSummary } from "../../domain/ledgers/ledgerSchemas";
import { operation } from "../operation";

/** Restores a deleted ledger. Nobody is a member of a deleted ledger, so the path names it, not the header. */
export const restoreLedger = operation({
  route: "POST /ledgers/{id}/restore",
  summary: "Restore a deleted ledger of the user",
  role: "user",
  answers: { 200: ledgerSummary },
  refusals: [404, 409],
  uses: { ledgers: ["DeleteItem", "PutItem", "Query", "UpdateItem"] },
  handler: (env) => async () => {
    const { ApiError } = await import("../../domain/http/apiError.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { summaryOf } = await import("../../domain/ledgers/ledgerAnswers.js");
    const { isLedgerId } = await import("../../domain/ledgers/ledgerIds.js");
    const { sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");

    const ledgers = sharedLedgersOf(env);

    return apiHandler(env, async (event, { user }) => {
      const id = event.pathParameters?.id ?? "";
      if (!isLedgerId(id)) throw new ApiError("ledger.notFound");
      return { status: 200, body: summaryOf(await ledgers.restore(user, id, new Date()), user.id) };
    });
  },
});
