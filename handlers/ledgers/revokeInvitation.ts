import { operation } from "../operation";

/** Revokes an invitation. */
export const revokeInvitation = operation({
  route: "DELETE /ledger/invitations/{id}",
  summary: "Revoke an invitation to the ledger",
  role: "owner",
  answers: { 204: undefined },
  refusals: [409],
  uses: { ledgers: ["PutItem", "UpdateItem"] },
  handler: (env) => async () => {
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { withoutInvitation } = await import("../../domain/ledgers/memberRules.js");
    const { sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");

    const ledgers = sharedLedgersOf(env);

    return apiHandler(env, async (event, principal) => {
      const id = event.pathParameters?.id ?? "";
      await ledgers.change(principal, "owner", (one) => withoutInvitation(one, id), new Date());
      return { status: 204 };
    });
  },
});
