import { newEmail } from "../../domain/accounts/credentialSchemas";
import { accepted } from "../../domain/http/answers";
import { operation } from "../operation";

/** Starts a change of the user's email address. */
export const changeEmail = operation({
  route: "PUT /account/email",
  summary: "Send a code to the user's new email address",
  role: "user",
  recentSignIn: true,
  body: newEmail,
  answers: { 202: accepted },
  uses: { users: ["AdminUpdateUserAttributes"], ledgers: ["UpdateItem"] },
  settings: ["quotas", "userPoolClientId"],
  handler: (env) => async () => {
    const { credentialsOf } = await import("../../domain/accounts/credentials.js");
    const { newEmail } = await import("../../domain/accounts/credentialSchemas.js");
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { Quotas } = await import("../../domain/quotas/quotas.js");

    const credentials = credentialsOf(env);
    const quotas = new Quotas(documentClient(), env.ledgers, env.quotas);

    return apiHandler(env, async (event, { user }) => {
      const { email, language } = parseBody(event, newEmail);
      // The code goes to an address that need not be the user's.
      await quotas.spend("emailChanges", { userId: user.id, email }, new Date(), () =>
        credentials.requestEmail(user, email, { clientId: env.userPoolClientId, language }),
      );
      return { status: 202, body: { message: "If the address has no account, a code is on its way to it." } };
    });
  },
});
