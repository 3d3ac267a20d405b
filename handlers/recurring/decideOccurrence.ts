import { decidedOccurrence, decisionBody } from "../../domain/recurring/ruleSchemas";
import { operation } from "../operation";

/** Posts an occurrence that is proposed or not due yet, skips it, or takes that back before its day. Repeating it changes nothing. */
export const decideOccurrence = operation({
  route: "POST /recurring/{id}/occurrences",
  summary: "Post or skip an occurrence of a recurring expense",
  role: "editor",
  body: decisionBody,
  answers: { 200: decidedOccurrence },
  refusals: [404, 409],
  uses: {
    expenses: ["GetItem", "PutItem", "UpdateItem"],
    ledgers: ["PutItem", "UpdateItem"],
    alerts: ["Publish", "GetSubscriptionAttributes"],
  },
  settings: ["timezone", "thresholds", "metricsNamespace", "quotas", "siteUrl"],
  handler: (env) => async () => {
    const { alertPublisherOf } = await import("../../domain/alerts/alertPublisher.js");
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { toExpense } = await import("../../domain/expenses/expense.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { parseBody, parsePath } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { decide } = await import("../../domain/recurring/decisions.js");
    const { placeOf } = await import("../../domain/recurring/recurringExpenses.js");
    const { shownRule } = await import("../../domain/recurring/ruleAnswers.js");
    const { RuleRepository } = await import("../../domain/recurring/ruleRepository.js");
    const { decisionBody, rulePath } = await import("../../domain/recurring/ruleSchemas.js");

    const db = documentClient();
    const stores = {
      rules: new RuleRepository(db, env.ledgers),
      expenses: new ExpenseRepository(db, env.expenses),
    };
    const alerts = alertPublisherOf(env);

    return apiHandler(env, async (event, principal) => {
      const place = placeOf(principal, env, new Date());
      const { id } = parsePath(event, rulePath);
      const { thresholds } = defaultsOf(principal.ledger, env);
      const {
        rule,
        expense,
        isStored = false,
      } = await decide(id, parseBody(event, decisionBody), { ...place, thresholds }, stores);
      if (expense !== undefined) await alerts.trySendNew(expense, isStored);
      const shown = shownRule(rule, place.today);
      return { status: 200, body: { rule: shown, ...(expense && { expense: toExpense(expense) }) } };
    });
  },
});
