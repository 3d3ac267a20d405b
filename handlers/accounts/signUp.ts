import { newcomer } from "../../domain/accounts/credentialSchemas";
import type { SignInMailRequest } from "../../domain/accounts/signInMailer";
import { accepted } from "../../domain/http/answers";
import { operation } from "../operation";

/**
 * Requests an invitation for an address. The answer and its timing do not depend on whether the address has an account:
 * the function cannot look it up, and passes it to a job.
 */
export const signUp = operation({
  route: "POST /signup",
  summary: "Sign up: send a one-time password to an email address",
  role: "public",
  body: newcomer,
  answers: { 202: accepted },
  refusals: [403, 404],
  uses: { sendSignInMail: ["InvokeFunction"], ledgers: ["BatchGetItem", "UpdateItem"] },
  settings: ["signUp", "invitationsAdmit", "quotas"],
  handler: (env) => async () => {
    const { newcomer } = await import("../../domain/accounts/credentialSchemas.js");
    const { FunctionInvoker } = await import("../../domain/aws/functions.js");
    const { ApiError } = await import("../../domain/http/apiError.js");
    const { httpHandler } = await import("../../domain/http/httpHandler.js");
    const { parseBody } = await import("../../domain/http/requests.js");
    const { quotasOf, sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");

    const functions = new FunctionInvoker();
    const ledgers = sharedLedgersOf(env);
    const quotas = quotasOf(env);

    return httpHandler(env.siteOrigin, async (event) => {
      const { email, language, invitation } = parseBody(event, newcomer);
      const request: SignInMailRequest = { email, language, reason: "signUp" };
      if (env.signUp === "invite") {
        if (invitation === undefined || !env.invitationsAdmit) throw new ApiError("signUp.closed");
        request.invitation = await ledgers.admit(email, invitation, quotas, new Date());
      }
      await functions.start(env.sendSignInMail, request);
      return { status: 202, body: { message: "An email with the next step is on its way." } };
    });
  },
});
