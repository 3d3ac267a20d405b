import { newEmail } from "../../domain/accounts/credentialSchemas";
import { accepted } from "../../domain/http/answers";
import { operation } from "../operation";

/** Starts a change of the user's email address. */
export const changeEmail = operation({
  route: "PUT /account/email",
  summary: "Have a code sent to my new email address",
  role: "user",
  recentSignIn: true,
  body: newEmail,
  answers: { 202: accepted },
  uses: { users: ["AdminUpdateUserAttributes"] },
  handler: (env) => async () => {
    const { credentialsOf } = await import("../../domain/accounts/credentials.js");
    const { newEmail } = await import("../../domain/accounts/credentialSchemas.js");
    const { parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");

    const credentials = credentialsOf(env);

    return apiHandler(env, async (event, { user }) => {
      const { email } = parseBody(event, newEmail);
      await credentials.requestEmail(user, email);
      return { status: 202, body: { message: "If the address has no account, a code is on its way to it." } };
    });
  },
});
