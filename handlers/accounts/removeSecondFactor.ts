import { operation } from "../operation";

/** Lets the user sign in with the password alone. */
export const removeSecondFactor = operation({
  route: "DELETE /account/secondFactor",
  summary: "Turn off the user's second factor",
  role: "user",
  recentSignIn: true,
  answers: { 204: undefined },
  uses: { ledgers: ["DeleteItem"], users: ["AdminSetUserMFAPreference"] },
  handler: (env) => async () => {
    const { secondFactorsOf } = await import("../../domain/accounts/secondFactors.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");

    const factors = secondFactorsOf(env);

    return apiHandler(env, async (_event, { user }) => {
      await factors.turnOff(user);
      return { status: 204 };
    });
  },
});
