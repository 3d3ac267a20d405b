import { account } from "../../domain/accounts/accountSchemas";
import { signInAddress } from "../../domain/accounts/credentialSchemas";
import { operation } from "../operation";

/**
 * Invites somebody by email, however newcomers sign up otherwise. Admins see who has an account, so the answer may
 * reveal it.
 */
export const inviteUser = operation({
  route: "POST /admin/users",
  summary: "Invite a user by email, again if they have not signed in",
  role: "admin",
  body: signInAddress,
  answers: { 201: account },
  refusals: [409],
  uses: {
    users: ["AdminCreateUser", "AdminDeleteUser", "ListUsersInGroup"],
    ledgers: ["PutItem", "UpdateItem", "Query"],
  },
  settings: ["quotas"],
  handler: (env) => async () => {
    const { adminHandler } = await import("../../domain/accounts/adminHandler.js");
    const { signInAddress } = await import("../../domain/accounts/credentialSchemas.js");
    const { Invitations } = await import("../../domain/accounts/invitations.js");
    const { UnusedUsers } = await import("../../domain/accounts/unusedUsers.js");
    const { UserInviter } = await import("../../domain/accounts/userInviter.js");
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { parseBody } = await import("../../domain/http/requests.js");
    const { Quotas } = await import("../../domain/quotas/quotas.js");

    const db = documentClient();
    const invitations = new Invitations(db, env.ledgers);
    const unused = new UnusedUsers(env.users, db, env.ledgers);
    const quotas = new Quotas(db, env.ledgers, env.quotas);
    const inviter = new UserInviter(env.users, invitations, unused, quotas);

    return adminHandler(env, async (event, { user }) => {
      const invited = await inviter.invite(parseBody(event, signInAddress), user.id, new Date());
      return { status: 201, body: invited };
    });
  },
});
