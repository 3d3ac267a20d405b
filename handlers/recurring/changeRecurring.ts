import { IF_MATCH } from "../../domain/http/route";
import { recurringExpense, ruleChanges } from "../../domain/recurring/ruleSchemas";
import { operation } from "../operation";

/**
 * Changes the version of a recurring expense that If-Match names, for what is not posted yet; pauses or resumes it. A
 * change from a later occurrence on ends the rule before it and continues with a new one.
 */
export const changeRecurring = operation({
  route: "PATCH /recurring/{id}",
  summary: "Change, pause or resume a recurring expense",
  role: "editor",
  headers: [IF_MATCH],
  body: ruleChanges,
  answers: { 200: recurringExpense },
  refusals: [404, 409, 412, 428],
  uses: { expenses: ["GetItem", "PutItem"], ledgers: ["PutItem", "Query", "UpdateItem"] },
  settings: ["timezone", "thresholds", "quotas"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { versionOf } = await import("../../domain/http/etag.js");
    const { header, parseBody, parsePath } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { quotasOf } = await import("../../domain/ledgers/sharedLedgers.js");
    const { RecurringExpenses, placeOf } = await import("../../domain/recurring/recurringExpenses.js");
    const { ruleAnswer } = await import("../../domain/recurring/ruleAnswers.js");
    const { ruleChanges, rulePath } = await import("../../domain/recurring/ruleSchemas.js");

    const db = documentClient();
    const recurring = new RecurringExpenses(db, env.ledgers);
    const stores = { expenses: new ExpenseRepository(db, env.expenses), quotas: quotasOf(env) };

    return apiHandler(env, async (event, principal) => {
      const place = placeOf(principal, env, new Date());
      const { id } = parsePath(event, rulePath);
      const changes = parseBody(event, ruleChanges);
      const version = versionOf(header(event, "If-Match"));
      const { thresholds } = defaultsOf(principal.ledger, env);
      const rule = await recurring.change(id, changes, version, { ...place, thresholds }, stores);
      return ruleAnswer(rule, place.today);
    });
  },
});
