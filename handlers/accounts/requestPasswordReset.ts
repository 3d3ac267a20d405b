import { signInAddress } from "../../domain/accounts/credentialSchemas";
import { accepted } from "../../domain/http/answers";
import { operation } from "../operation";

/**
 * Requests a code for an address. As with `signUp`, the answer and its timing do not depend on whether the address has
 * an account.
 */
export const requestPasswordReset = operation({
  route: "POST /passwordReset",
  summary: "Send a code to an email address, to set a new password",
  role: "public",
  body: signInAddress,
  answers: { 202: accepted },
  uses: { sendSignInMail: ["InvokeFunction"] },
  handler: (env) => async () => {
    const { signInAddress } = await import("../../domain/accounts/credentialSchemas.js");
    const { FunctionInvoker } = await import("../../domain/aws/functions.js");
    const { httpHandler } = await import("../../domain/http/httpHandler.js");
    const { parseBody } = await import("../../domain/http/requests.js");

    const functions = new FunctionInvoker();

    return httpHandler(env.siteOrigin, async (event) => {
      const { email, language } = parseBody(event, signInAddress);
      await functions.start(env.sendSignInMail, { email, language, reason: "passwordReset" });
      return { status: 202, body: { message: "If the address has an account, an email is on its way." } };
    });
  },
});
