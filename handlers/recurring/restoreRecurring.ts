import { recurringExpense } from "../../domain/recurring/ruleSchemas";
import { TRASH_DAYS } from "../../domain/values/limits";
import { operation } from "../operation";

/** Restores a deleted recurring expense. Idempotent. The next run of the job posts what was due meanwhile. */
export const restoreRecurring = operation({
  route: "POST /recurring/{id}/restore",
  summary: `Restore a deleted recurring expense within ${TRASH_DAYS} days`,
  role: "editor",
  answers: { 200: recurringExpense },
  refusals: [404, 409],
  uses: { ledgers: ["PutItem", "Query"] },
  settings: ["timezone"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { parsePath } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { RecurringExpenses, placeOf } = await import("../../domain/recurring/recurringExpenses.js");
    const { ruleAnswer } = await import("../../domain/recurring/ruleAnswers.js");
    const { rulePath } = await import("../../domain/recurring/ruleSchemas.js");

    const recurring = new RecurringExpenses(documentClient(), env.ledgers);

    return apiHandler(env, async (event, principal) => {
      const { id } = parsePath(event, rulePath);
      const place = placeOf(principal, env, new Date());
      return ruleAnswer(await recurring.restore(id, place), place.today);
    });
  },
});
