import { job } from "../job";

/** Started by `signUp` and `requestPasswordReset`: emails somebody what they need to sign in. */
export const sendSignInMail = job({
  description: "Emails somebody what they need to sign in",
  invocation: "event",
  uses: {
    users: ["AdminGetUser", "AdminCreateUser", "AdminDeleteUser"],
    ledgers: ["BatchGetItem", "PutItem", "UpdateItem", "Query"],
  },
  settings: ["quotas", "userPoolClientId"],
  timeoutSeconds: 60,
  runbook: {
    "sendSignInMail-failures": {
      means:
        "an email was not sent in three attempts, and its event is in the dead-letter queue. The recipient can request it again.",
      response: `
        if Cognito's daily limit of emails is reached, wait or connect SES to the user pool; otherwise find the error in the log. Then
        replay on the admin page.`,
      commands: `
        aws logs filter-log-events --log-group-name /expenses/dev/sendSignInMail --filter-pattern '{ $.level = "ERROR" }' --limit 20`,
    },
    "sendSignInMail-slow": {
      means: "sending an email takes nearly a minute: Cognito is slow.",
      response: "check the AWS Health Dashboard.",
    },
  },
  handler: (env) => async () => {
    const { Invitations } = await import("../../domain/accounts/invitations.js");
    const { SignInMailer, signInMailRequest } = await import("../../domain/accounts/signInMailer.js");
    const { UnusedUsers } = await import("../../domain/accounts/unusedUsers.js");
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { parseEvent } = await import("../../domain/jobs/jobInput.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { Newcomers } = await import("../../domain/ledgers/newcomers.js");
    const { UserSettingsRepository } = await import("../../domain/ledgers/userSettings.js");
    const { Quotas } = await import("../../domain/quotas/quotas.js");

    const db = documentClient();
    const settings = new UserSettingsRepository(db, env.ledgers);
    const mailer = new SignInMailer({
      userPoolId: env.users,
      clientId: env.userPoolClientId,
      quotas: new Quotas(db, env.ledgers, env.quotas),
      invitations: new Invitations(db, env.ledgers),
      unused: new UnusedUsers(env.users, db, env.ledgers),
      newcomers: new Newcomers(new LedgerRepository(db, env.ledgers)),
      languageOf: (userId) => settings.languageOf(userId),
    });

    return async (event: unknown) => ({ sent: await mailer.send(parseEvent(signInMailRequest, event)) });
  },
});
