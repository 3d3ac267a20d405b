import { job } from "../job";

/** Started by `signUp` and `requestPasswordReset`: mails somebody what they need to sign in. */
export const sendSignInMail = job({
  description: "Mails somebody what they need to sign in",
  invocation: "event",
  uses: {
    users: ["AdminGetUser", "AdminCreateUser", "AdminDeleteUser"],
    ledgers: ["BatchGetItem", "UpdateItem"],
  },
  settings: ["quotas", "userPoolClientId"],
  timeoutSeconds: 60,
  handler: (env) => async () => {
    const { SignInMailer, signInMailRequest } = await import("../../domain/accounts/signInMailer.js");
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { parseEvent } = await import("../../domain/jobs/jobInput.js");
    const { Quotas } = await import("../../domain/quotas/quotas.js");

    const mailer = new SignInMailer({
      userPoolId: env.users,
      clientId: env.userPoolClientId,
      quotas: new Quotas(documentClient(), env.ledgers, env.quotas),
    });

    return async (event: unknown) => ({ sent: await mailer.send(parseEvent(signInMailRequest, event)) });
  },
});
