import { job } from "../job";

/** On schedule: deletes users who signed up and never signed in. */
export const removeUnusedSignUps = job({
  description: "Deletes users who signed up and never signed in",
  invocation: "event",
  schedule: {
    name: "unused-sign-ups",
    description: "Deletes users who signed up and never signed in",
    expression: "rate(1 hour)",
  },
  uses: {
    users: ["ListUsers", "ListUsersInGroup", "AdminGetUser", "AdminDeleteUser"],
    ledgers: ["GetItem"],
  },
  timeoutSeconds: 120,
  handler: (env) => async () => {
    const { Invitations } = await import("../../domain/accounts/invitations.js");
    const { UnusedSignUps } = await import("../../domain/accounts/unusedSignUps.js");
    const { documentClient } = await import("../../domain/aws/clients.js");

    const signUps = new UnusedSignUps(env.users, new Invitations(documentClient(), env.ledgers));

    return async () => signUps.remove(new Date());
  },
});
