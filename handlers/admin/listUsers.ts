import { accountPage, accountQuery } from "../../domain/accounts/accountSchemas";
import { operation } from "../operation";

/** The users who may sign in. */
export const listUsers = operation({
  route: "GET /admin/users",
  summary: "List users",
  role: "admin",
  query: accountQuery,
  answers: { 200: accountPage },
  uses: { users: ["ListUsers", "ListUsersInGroup"] },
  handler: (env) => async () => {
    const { accountsOf } = await import("../../domain/accounts/accounts.js");
    const { accountQuery } = await import("../../domain/accounts/accountSchemas.js");
    const { adminHandler } = await import("../../domain/accounts/adminHandler.js");
    const { parseQuery } = await import("../../domain/http/requests.js");

    const accounts = accountsOf(env);

    return adminHandler(env, async (event) => {
      const { cursor } = parseQuery(event, accountQuery);
      return { status: 200, body: await accounts.page(cursor) };
    });
  },
});
