import { accepted } from "../../domain/http/answers";
import { operation } from "../operation";

/** Starts the erasure of the user and all their data. */
export const closeAccount = operation({
  route: "DELETE /account",
  summary: "Delete the user's account and all their data",
  role: "user",
  recentSignIn: true,
  answers: { 202: accepted },
  refusals: [409],
  uses: {
    ledgers: ["PutItem", "UpdateItem", "DeleteItem", "Query"],
    users: ["ListUsersInGroup"],
    eraseAccount: ["StartExecution"],
  },
  handler: (env) => async () => {
    const { accountsOf } = await import("../../domain/accounts/accounts.js");
    const { StateMachines } = await import("../../domain/aws/stateMachines.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");

    const accounts = accountsOf(env);
    const shared = sharedLedgersOf(env);
    const machines = new StateMachines();

    return apiHandler(env, async (_event, { user }) => {
      await shared.requireSuccessors(user.id, new Date());
      await accounts.close(user, (request) => machines.start(env.eraseAccount, request));
      return { status: 202, body: { message: "Your account and your data are being deleted." } };
    });
  },
});
