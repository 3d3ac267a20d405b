export interface ListUsersEnv {
  userPoolId: string;
  siteOrigin: string;
}

/** `GET /admin/users`: who may sign in. */
export const listUsers = (env: ListUsersEnv) => async () => {
  const { Accounts } = await import("../domain/accounts.js");
  const { accountQuery } = await import("../domain/admin.js");
  const { adminHandler } = await import("../domain/adminHandler.js");
  const { parseQuery } = await import("../domain/http.js");

  const accounts = new Accounts(env.userPoolId);

  return adminHandler(env.siteOrigin, async (event) => {
    const { cursor } = parseQuery(event, accountQuery);
    return { status: 200, body: await accounts.page(cursor) };
  });
};
