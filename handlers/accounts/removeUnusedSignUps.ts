import { job } from "../job";

/** On schedule: deletes users who signed up and never signed in. */
export const removeUnusedSignUps = job({
  description: "Deletes users who signed up and never signed in",
  invocation: "event",
  schedule: {
    name: "unused-sign-ups",
    expression: "rate(1 hour)",
  },
  uses: {
    users: ["ListUsers", "ListUsersInGroup", "AdminGetUser", "AdminDeleteUser"],
    ledgers: ["GetItem", "Query"],
  },
  timeoutSeconds: 120,
  runbook: {
    "removeUnusedSignUps-failures": {
      means: `
        a run failed three times and its event is in the dead-letter queue. Addresses of users who signed up and never signed in
        stay taken until the next run, in an hour.`,
      response: "find the cause; the next run catches up. Empty the queue with a replay on the admin page.",
    },
    "removeUnusedSignUps-slow": {
      means: "a run takes nearly all of its two minutes: there are very many open invitations.",
      response: "look at the users with the status FORCE_CHANGE_PASSWORD, and lower the quota of sign-ups.",
    },
  },
  handler: (env) => async () => {
    const { Invitations } = await import("../../domain/accounts/invitations.js");
    const { UnusedSignUps } = await import("../../domain/accounts/unusedSignUps.js");
    const { UnusedUsers } = await import("../../domain/accounts/unusedUsers.js");
    const { documentClient } = await import("../../domain/aws/clients.js");

    const db = documentClient();
    const unused = new UnusedUsers(env.users, db, env.ledgers);
    const signUps = new UnusedSignUps(env.users, new Invitations(db, env.ledgers), unused);

    return async () => signUps.remove(new Date());
  },
});
