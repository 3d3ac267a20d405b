import { invitationSummary, join } from "../../domain/ledgers/ledgerSchemas";
import { operation } from "../operation";

/**
 * Shows what an invitation lets the user join, and uses nothing up. By joining, users show their address to all members.
 * The secret is in the body, since paths are logged.
 */
export const lookUpInvitation = operation({
  route: "POST /invitations/lookup",
  summary: "Look up an invitation to a ledger",
  role: "user",
  body: join,
  answers: { 200: invitationSummary },
  refusals: [404, 409],
  uses: {},
  handler: (env) => async () => {
    const { parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { invitationSummaryOf } = await import("../../domain/ledgers/ledgerAnswers.js");
    const { join } = await import("../../domain/ledgers/ledgerSchemas.js");
    const { sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");

    const ledgers = sharedLedgersOf(env);

    return apiHandler(env, async (event, { user }) => {
      const { ledgerId, secret } = parseBody(event, join);
      const { ledger, invitation } = await ledgers.lookUp(user, ledgerId, secret, new Date());
      return { status: 200, body: invitationSummaryOf(ledger, invitation) };
    });
  },
});
