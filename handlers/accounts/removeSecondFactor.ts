import { operation } from "../operation";

/** Lets the user sign in by the password alone. */
export const removeSecondFactor = operation({
  route: "DELETE /account/secondFactor",
  summary: "Sign in without an authenticator app from now on",
  role: "user",
  recentSignIn: true,
  answers: { 204: undefined },
  uses: { users: ["AdminSetUserMFAPreference"] },
  handler: (env) => async () => {
    const { credentialsOf } = await import("../../domain/accounts/credentials.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");

    const credentials = credentialsOf(env);

    return apiHandler(env, async (_event, { user }) => {
      await credentials.removeSecondFactor(user);
      return { status: 204 };
    });
  },
});
