import { recurringList, rulesQuery } from "../../domain/recurring/ruleSchemas";
import { operation } from "../operation";

/** The recurring expenses of the ledger, with their next due days. */
export const listRecurring = operation({
  route: "GET /recurring",
  summary: "List recurring expenses",
  role: "viewer",
  query: rulesQuery,
  answers: { 200: recurringList },
  uses: { expenses: ["BatchGetItem"], ledgers: ["Query"] },
  settings: ["timezone"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { parseQuery } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { shownRules } = await import("../../domain/recurring/ruleAnswers.js");
    const { withAllRestored } = await import("../../domain/recurring/restoredOccurrences.js");
    const { RuleRepository } = await import("../../domain/recurring/ruleRepository.js");
    const { rulesQuery } = await import("../../domain/recurring/ruleSchemas.js");
    const { dayIn } = await import("../../domain/values/day.js");

    const db = documentClient();
    const rules = new RuleRepository(db, env.ledgers);

    return apiHandler(env, async (event, { ledger }) => {
      const { month } = parseQuery(event, rulesQuery);
      const today = dayIn(defaultsOf(ledger, env).timezone, new Date());
      const known = await withAllRestored(await rules.list(ledger.id), db, env.expenses);
      return { status: 200, body: shownRules(known, today, month) };
    });
  },
});
