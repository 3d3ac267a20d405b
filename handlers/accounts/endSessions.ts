import { operation } from "../operation";

/** Signs the user out everywhere. Any session may ask for it, because it only withdraws rights. */
export const endSessions = operation({
  route: "DELETE /account/sessions",
  summary: "End all sessions of the user",
  role: "user",
  answers: { 204: undefined },
  uses: { ledgers: ["UpdateItem"], users: ["AdminUserGlobalSignOut"] },
  handler: (env) => async () => {
    const { credentialsOf } = await import("../../domain/accounts/credentials.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");

    const credentials = credentialsOf(env);

    return apiHandler(env, async (_event, { user }) => {
      await credentials.endSessions(user);
      return { status: 204 };
    });
  },
});
