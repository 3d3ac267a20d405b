import { secondFactorState } from "../../domain/accounts/secondFactorSchemas";
import { operation } from "../operation";

/** Returns whether the user has a second factor, and needs one. */
export const getSecondFactor = operation({
  route: "GET /account/secondFactor",
  summary: "Get the state of the user's second factor, with the number of unused recovery codes",
  role: "user",
  answers: { 200: secondFactorState },
  uses: { ledgers: ["GetItem"], users: ["AdminGetUser"] },
  settings: ["requireAdminSecondFactor"],
  handler: (env) => async () => {
    const { secondFactorsOf } = await import("../../domain/accounts/secondFactors.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");

    const factors = secondFactorsOf(env);

    return apiHandler(env, async (_event, { user, isAdmin }) => {
      const required = isAdmin && env.requireAdminSecondFactor;
      return { status: 200, body: { ...(await factors.state(user)), required } };
    });
  },
});
