import { account, accountChanges } from "../../domain/accounts/accountSchemas";
import { operation } from "../operation";

/** Disables or enables a user, or grants or revokes the admin role. */
export const changeUser = operation({
  route: "PATCH /admin/users/{id}",
  summary: "Disable, enable, promote or demote a user",
  role: "admin",
  recentSignIn: true,
  body: accountChanges,
  answers: { 200: account },
  refusals: [404, 409],
  uses: {
    ledgers: ["PutItem", "UpdateItem", "DeleteItem"],
    users: [
      "ListUsers",
      "ListUsersInGroup",
      "AdminAddUserToGroup",
      "AdminDisableUser",
      "AdminEnableUser",
      "AdminRemoveUserFromGroup",
      "AdminUserGlobalSignOut",
    ],
  },
  handler: (env) => async () => {
    const { accountsOf } = await import("../../domain/accounts/accounts.js");
    const { accountChanges } = await import("../../domain/accounts/accountSchemas.js");
    const { ApiError } = await import("../../domain/http/apiError.js");
    const { parseBody } = await import("../../domain/http/requests.js");
    const { adminHandler } = await import("../../domain/accounts/adminHandler.js");

    const accounts = accountsOf(env);

    return adminHandler(env, async (event, { user }) => {
      const changes = parseBody(event, accountChanges);
      const body = await accounts.change(event.pathParameters?.id ?? "", changes, user.id);
      if (body === undefined) throw new ApiError("user.notFound");
      return { status: 200, body };
    });
  },
});
