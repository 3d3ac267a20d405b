import { job } from "../job";

/** Trigger of the user pool: writes its emails, with their codes and one-time passwords. */
export const writeAccountMail = job({
  description: "Writes the emails of the user pool",
  pipeline: "users",
  invocation: "call",
  trigger: { name: "customMessage" },
  uses: {},
  // Cognito waits five seconds for a trigger, up to three times.
  timeoutSeconds: 5,
  handler: () => async () => {
    const { accountMail } = await import("../../domain/accounts/accountMail.js");
    const { mailToWrite } = await import("../../domain/accounts/poolEvents.js");
    const { parseEvent } = await import("../../domain/jobs/jobInput.js");

    return async (event: unknown) => ({
      ...Object(event),
      response: accountMail(parseEvent(mailToWrite, event)),
    });
  },
});
