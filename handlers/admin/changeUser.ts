export interface ChangeUserEnv {
  userPoolId: string;
  siteOrigin: string;
}

/** `PATCH /admin/users/{id}`: disables or enables a user, makes one an admin or no longer. */
export const changeUser = (env: ChangeUserEnv) => async () => {
  const { Accounts } = await import("../../domain/accounts/userPool.js");
  const { accountChanges } = await import("../../domain/accounts/accountSchemas.js");
  const { adminHandler } = await import("../../domain/http/adminHandler.js");
  const { ApiError } = await import("../../domain/http/apiError.js");
  const { parseBody } = await import("../../domain/http/apiHandler.js");

  const accounts = new Accounts(env.userPoolId);

  return adminHandler(env.siteOrigin, async (event, user) => {
    const changes = parseBody(event, accountChanges);
    const id = event.pathParameters?.id ?? "";
    // So that there is always an admin left.
    if (id === user.id) throw new ApiError(409, "Ask another admin to change your own account.");
    const body = await accounts.change(id, changes);
    if (body === undefined) throw new ApiError(404, "There is no such user.");
    return { status: 200, body };
  });
};
