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
  uses: { users: ["ListUsers", "AdminGetUser", "AdminDeleteUser"] },
  timeoutSeconds: 120,
  handler: (env) => async () => {
    const { UnusedSignUps } = await import("../../domain/accounts/unusedSignUps.js");

    const signUps = new UnusedSignUps(env.users);

    return async () => signUps.remove(new Date());
  },
});
