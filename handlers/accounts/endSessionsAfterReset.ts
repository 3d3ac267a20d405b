import { job } from "../job";

/**
 * Trigger of the user pool: ends all sessions of a user who has reset the password, by whatever client. Anybody who
 * knew the old password is signed out before Cognito answers.
 */
export const endSessionsAfterReset = job({
  description: "Ends the sessions of a user who has reset the password",
  pipeline: "users",
  invocation: "call",
  trigger: { name: "postConfirmation", actions: ["AdminUserGlobalSignOut"] },
  uses: { ledgers: ["UpdateItem"] },
  // Cognito waits five seconds for a trigger, up to three times.
  timeoutSeconds: 5,
  handler: (env) => async () => {
    const { confirmation, isReset } = await import("../../domain/accounts/poolEvents.js");
    const { UserPool } = await import("../../domain/accounts/userPool.js");
    const { UserRecords } = await import("../../domain/accounts/userRecords.js");
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { parseEvent } = await import("../../domain/jobs/jobInput.js");

    const records = new UserRecords(documentClient(), env.ledgers);

    return async (event: unknown) => {
      const confirmed = parseEvent(confirmation, event);
      if (isReset(confirmed)) {
        const settle = await records.endSessions(confirmed.request.userAttributes.sub);
        await new UserPool(confirmed.userPoolId).signOutEverywhere(confirmed.userName);
        await settle();
      }
      return event;
    };
  },
});
