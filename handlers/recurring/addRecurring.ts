import { IDEMPOTENCY_KEY } from "../../domain/http/route";
import { newRuleBody, recurringExpense } from "../../domain/recurring/ruleSchemas";
import { operation } from "../operation";

/** Adds a recurring expense. The next run of the job posts what was due since its start. */
export const addRecurring = operation({
  route: "POST /recurring",
  summary: "Add a recurring expense",
  role: "editor",
  headers: [IDEMPOTENCY_KEY],
  body: newRuleBody,
  answers: { 201: recurringExpense },
  refusals: [404, 422],
  uses: { ledgers: ["PutItem", "Query", "UpdateItem"] },
  settings: ["currency", "timezone", "quotas"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { header, parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { quotasOf } = await import("../../domain/ledgers/sharedLedgers.js");
    const { RecurringExpenses, placeOf } = await import("../../domain/recurring/recurringExpenses.js");
    const { ruleAnswer } = await import("../../domain/recurring/ruleAnswers.js");
    const { newRuleBody } = await import("../../domain/recurring/ruleSchemas.js");

    const recurring = new RecurringExpenses(documentClient(), env.ledgers);
    const quotas = quotasOf(env);

    return apiHandler(env, async (event, principal) => {
      const place = placeOf(principal, env, new Date());
      const body = parseBody(event, newRuleBody);
      const { currency } = defaultsOf(principal.ledger, env);
      const key = header(event, "Idempotency-Key");
      const rule = await recurring.add(body, place, { currency, key, quotas });
      return ruleAnswer(rule, place.today, 201);
    });
  },
});
