import { accepted } from "../../domain/http/answers";
import { operation } from "../operation";

/** Has the user and all their data erased. */
export const closeAccount = operation({
  route: "DELETE /account",
  summary: "Delete my account and all my data",
  role: "user",
  answers: { 202: accepted },
  uses: { eraseAccount: ["InvokeFunction"] },
  handler: (env) => async () => {
    const { AsyncInvoker } = await import("../../domain/aws/functions.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");

    const functions = new AsyncInvoker();

    return apiHandler(env, async (_event, { user }) => {
      await functions.start(env.eraseAccount, { ledgerId: user.id, username: user.name });
      return { status: 202, body: { message: "Your account and your data are being deleted." } };
    });
  },
});
