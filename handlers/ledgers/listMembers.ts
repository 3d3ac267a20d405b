import { memberList } from "../../domain/ledgers/ledgerSchemas";
import { operation } from "../operation";

/** The members of the ledger and their roles. */
export const listMembers = operation({
  route: "GET /ledger/members",
  summary: "List the members of the ledger",
  role: "viewer",
  answers: { 200: memberList },
  uses: {},
  handler: (env) => async () => {
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { membersOf } = await import("../../domain/ledgers/ledgerAnswers.js");
    const { UserAddresses } = await import("../../domain/ledgers/userAddresses.js");

    const addresses = new UserAddresses(documentClient(), env.ledgers);

    return apiHandler(env, async (_event, { ledger, user }) => {
      const known = await addresses.ofMembers(ledger);
      return { status: 200, body: { members: membersOf(ledger, user, known) } };
    });
  },
});
