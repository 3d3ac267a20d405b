import { signInAddress } from "../../domain/accounts/credentialSchemas";
import { accepted } from "../../domain/http/answers";
import { operation } from "../operation";

/**
 * Has an address invited. The answer and its time are the same whoever has the address: the function cannot look it up, and
 * hands it to a job.
 */
export const signUp = operation({
  route: "POST /signup",
  summary: "Have a one-time password sent to an email address, to sign up",
  role: "public",
  body: signInAddress,
  answers: { 202: accepted },
  refusals: [403],
  uses: { sendSignInMail: ["InvokeFunction"] },
  settings: ["signUp"],
  handler: (env) => async () => {
    const { signInAddress } = await import("../../domain/accounts/credentialSchemas.js");
    const { AsyncInvoker } = await import("../../domain/aws/functions.js");
    const { ApiError } = await import("../../domain/http/apiError.js");
    const { httpHandler } = await import("../../domain/http/httpHandler.js");
    const { parseBody } = await import("../../domain/http/requests.js");

    const functions = new AsyncInvoker();

    return httpHandler(env.siteOrigin, async (event) => {
      const { email } = parseBody(event, signInAddress);
      if (env.signUp === "invite") throw new ApiError("signUp.closed");
      await functions.start(env.sendSignInMail, { email, reason: "signUp" });
      return { status: 202, body: { message: "An email with the next step is on its way." } };
    });
  },
});
