import { recoveryCodes } from "../../domain/accounts/secondFactorSchemas";
import { operation } from "../operation";

/** Replaces the user's recovery codes. */
export const renewRecoveryCodes = operation({
  route: "POST /account/recoveryCodes",
  summary: "Replace the user's recovery codes",
  role: "user",
  recentSignIn: true,
  answers: { 200: recoveryCodes },
  refusals: [409],
  uses: { ledgers: ["PutItem"], users: ["AdminGetUser"] },
  handler: (env) => async () => {
    const { secondFactorsOf } = await import("../../domain/accounts/secondFactors.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");

    const factors = secondFactorsOf(env);

    return apiHandler(env, async (_event, { user }) => ({
      status: 200,
      body: { recoveryCodes: await factors.renewCodes(user) },
    }));
  },
});
