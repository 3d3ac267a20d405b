import { accepted } from "../../domain/http/answers";
import { operation } from "../operation";

/** Starts the erasure of another user and all their data. */
export const deleteUser = operation({
  route: "DELETE /admin/users/{id}",
  summary: "Delete a user and all their data",
  role: "admin",
  recentSignIn: true,
  answers: { 202: accepted },
  refusals: [404, 409],
  uses: {
    ledgers: ["PutItem", "UpdateItem", "DeleteItem"],
    users: ["ListUsers", "ListUsersInGroup"],
    eraseAccount: ["StartExecution"],
  },
  handler: (env) => async () => {
    const { accountsOf } = await import("../../domain/accounts/accounts.js");
    const { StateMachines } = await import("../../domain/aws/stateMachines.js");
    const { ApiError } = await import("../../domain/http/apiError.js");
    const { adminHandler } = await import("../../domain/accounts/adminHandler.js");

    const accounts = accountsOf(env);
    const machines = new StateMachines();

    return adminHandler(env, async (event, { user }) => {
      const closed = await accounts.closeAnother(event.pathParameters?.id ?? "", user.id, (request) =>
        machines.start(env.eraseAccount, request),
      );
      if (!closed) throw new ApiError("user.notFound");
      return { status: 202, body: { message: "The account and its data are being deleted." } };
    });
  },
});
