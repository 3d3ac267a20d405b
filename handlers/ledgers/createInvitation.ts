import { newInvitation, roleChoice } from "../../domain/ledgers/ledgerSchemas";
import { operation } from "../operation";

/** Creates a link that admits one person. Nothing is emailed: the owner passes it on. */
export const createInvitation = operation({
  route: "POST /ledger/invitations",
  summary: "Create an invitation link to the ledger",
  role: "owner",
  body: roleChoice,
  answers: { 201: newInvitation },
  refusals: [409],
  uses: { ledgers: ["PutItem", "UpdateItem"] },
  settings: ["quotas"],
  handler: (env) => async () => {
    const { parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { roleChoice } = await import("../../domain/ledgers/ledgerSchemas.js");
    const { quotasOf, sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");

    const ledgers = sharedLedgersOf(env);
    const quotas = quotasOf(env);

    return apiHandler(env, async (event, principal) => {
      const { role } = parseBody(event, roleChoice);
      return { status: 201, body: await ledgers.invite(principal, role, quotas, new Date()) };
    });
  },
});
