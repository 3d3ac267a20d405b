import { operation } from "../operation";

/** Deletes a recurring expense. What it posted stays, and it can be restored. */
export const deleteRecurring = operation({
  route: "DELETE /recurring/{id}",
  summary: "Delete a recurring expense",
  role: "editor",
  answers: { 204: undefined },
  refusals: [404, 409],
  uses: { ledgers: ["PutItem"] },
  settings: ["timezone"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { parsePath } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { RecurringExpenses, placeOf } = await import("../../domain/recurring/recurringExpenses.js");
    const { rulePath } = await import("../../domain/recurring/ruleSchemas.js");

    const recurring = new RecurringExpenses(documentClient(), env.ledgers);

    return apiHandler(env, async (event, principal) => {
      const { id } = parsePath(event, rulePath);
      await recurring.delete(id, placeOf(principal, env, new Date()));
      return { status: 204 };
    });
  },
});
