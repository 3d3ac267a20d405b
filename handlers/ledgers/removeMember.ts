import { operation } from "../operation";

/** Removes a member, which requires an owner, or the user themselves. What they added stays. */
export const removeMember = operation({
  route: "DELETE /ledger/members/{id}",
  summary: "Remove a member, or leave the ledger",
  role: "viewer",
  answers: { 204: undefined },
  refusals: [403, 409],
  uses: { ledgers: ["Query", "PutItem", "UpdateItem", "DeleteItem"] },
  handler: (env) => async () => {
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");

    const ledgers = sharedLedgersOf(env);

    return apiHandler(env, async (event, principal) => {
      await ledgers.remove(principal, event.pathParameters?.id ?? "", new Date());
      return { status: 204 };
    });
  },
});
