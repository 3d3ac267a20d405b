import { memberList, roleChoice } from "../../domain/ledgers/ledgerSchemas";
import { operation } from "../operation";

/** Gives a member another role. A ledger is handed over by making somebody else its owner. */
export const changeMember = operation({
  route: "PATCH /ledger/members/{id}",
  summary: "Change the role of a member",
  role: "owner",
  body: roleChoice,
  answers: { 200: memberList },
  refusals: [409],
  uses: { ledgers: ["PutItem", "UpdateItem"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { membersOf } = await import("../../domain/ledgers/ledgerAnswers.js");
    const { roleChoice } = await import("../../domain/ledgers/ledgerSchemas.js");
    const { sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");
    const { UserAddresses } = await import("../../domain/ledgers/userAddresses.js");

    const ledgers = sharedLedgersOf(env);
    const addresses = new UserAddresses(documentClient(), env.ledgers);

    return apiHandler(env, async (event, principal) => {
      const { role } = parseBody(event, roleChoice);
      const id = event.pathParameters?.id ?? "";
      const changed = await ledgers.changeRole(principal, id, role, new Date());
      const known = await addresses.ofMembers(changed);
      return { status: 200, body: { members: membersOf(changed, principal.user, known) } };
    });
  },
});
