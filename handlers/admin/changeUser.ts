import { account, accountChanges } from "../../domain/accounts/accountSchemas";
import { operation } from "../operation";

/** Disables or enables a user, or grants or revokes the admin role. */
export const changeUser = operation({
  route: "PATCH /admin/users/{id}",
  summary: "Disable, enable, promote or demote a user",
  role: "admin",
  body: accountChanges,
  answers: { 200: account },
  refusals: [404, 409],
  uses: {
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
    const { Accounts } = await import("../../domain/accounts/userPool.js");
    const { accountChanges } = await import("../../domain/accounts/accountSchemas.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { parseBody } = await import("../../domain/http/requests.js");
    const { ApiError } = await import("../../domain/http/apiError.js");

    const accounts = new Accounts(env.users);

    return apiHandler(env, async (event, { user }) => {
      const changes = parseBody(event, accountChanges);
      const id = event.pathParameters?.id ?? "";
      // Ensures that at least one admin remains.
      if (id === user.id) throw new ApiError("user.self");
      const body = await accounts.change(id, changes);
      if (body === undefined) throw new ApiError("user.notFound");
      return { status: 200, body };
    });
  },
});
