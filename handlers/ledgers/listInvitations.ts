import { invitationList } from "../../domain/ledgers/ledgerSchemas";
import { operation } from "../operation";

/** The open invitations. */
export const listInvitations = operation({
  route: "GET /ledger/invitations",
  summary: "List the open invitations to the ledger",
  role: "owner",
  answers: { 200: invitationList },
  uses: {},
  handler: (env) => async () => {
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { shownInvitations } = await import("../../domain/ledgers/ledgerAnswers.js");
    const { sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");

    const ledgers = sharedLedgersOf(env);

    return apiHandler(env, async (_event, { ledger }) => ({
      status: 200,
      body: { invitations: shownInvitations(await ledgers.invitations(ledger, new Date())) },
    }));
  },
});
