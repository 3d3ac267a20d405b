import { recoveryCodes } from "../../domain/accounts/secondFactorSchemas";
import { operation } from "../operation";

/** Requires the user's authenticator app from now on, which they verified at Cognito. */
export const addSecondFactor = operation({
  route: "PUT /account/secondFactor",
  summary:
    "Require the user's verified authenticator app from now on, return recovery codes and end all sessions",
  role: "user",
  recentSignIn: true,
  answers: { 200: recoveryCodes },
  refusals: [409],
  uses: {
    ledgers: ["PutItem", "UpdateItem"],
    users: ["AdminSetUserMFAPreference", "AdminUserGlobalSignOut"],
  },
  handler: (env) => async () => {
    const { secondFactorsOf } = await import("../../domain/accounts/secondFactors.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");

    const factors = secondFactorsOf(env);

    return apiHandler(env, async (_event, { user }) => ({
      status: 200,
      body: { recoveryCodes: await factors.turnOn(user) },
    }));
  },
});
