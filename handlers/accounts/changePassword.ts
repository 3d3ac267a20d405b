import { newPassword } from "../../domain/accounts/credentialSchemas";
import { operation } from "../operation";

/** Sets the user's password and ends all sessions. */
export const changePassword = operation({
  route: "PUT /account/password",
  summary: "Change the user's password and end all their sessions",
  role: "user",
  recentSignIn: true,
  body: newPassword,
  answers: { 204: undefined },
  uses: {
    ledgers: ["UpdateItem"],
    users: ["AdminSetUserPassword", "AdminUserGlobalSignOut"],
  },
  handler: (env) => async () => {
    const { credentialsOf } = await import("../../domain/accounts/credentials.js");
    const { newPassword } = await import("../../domain/accounts/credentialSchemas.js");
    const { parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");

    const credentials = credentialsOf(env);

    return apiHandler(env, async (event, { user }) => {
      const { password } = parseBody(event, newPassword);
      await credentials.setPassword(user, password);
      return { status: 204 };
    });
  },
});
