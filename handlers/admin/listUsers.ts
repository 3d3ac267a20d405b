export interface ListUsersEnv {
  userPoolId: string;
  siteOrigin: string;
}

/** `GET /admin/users`: who may sign in. */
export const listUsers = (env: ListUsersEnv) => async () => {
  const { Accounts } = await import("../../domain/accounts/userPool.js");
  const { accountQuery } = await import("../../domain/accounts/accountSchemas.js");
  const { adminHandler } = await import("../../domain/http/adminHandler.js");
  const { parseQuery } = await import("../../domain/http/apiHandler.js");

  const accounts = new Accounts(env.userPoolId);

  return adminHandler(env.siteOrigin, async (event) => {
    const { cursor } = parseQuery(event, accountQuery);
    return { status: 200, body: await accounts.page(cursor) };
  });
};
