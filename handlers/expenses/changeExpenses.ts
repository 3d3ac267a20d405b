import { batchAnswer, batchRequest } from "../../domain/expenses/batchSchemas";
import type { ExpenseItem } from "../../domain/expenses/model";
import { MAX_BATCH } from "../../domain/values/limits";
import { operation } from "../operation";

/**
 * Applies one action to many expenses, each by a conditional write of its own: sets a category, deletes or restores
 * them, undoes a change of each, or erases them from the trash. Idempotent; raises an alert if an amount crosses the
 * threshold. Larger sets take several requests.
 */
export const changeExpenses = operation({
  route: "POST /expenses/batch",
  summary: `Change, delete or erase up to ${MAX_BATCH} expenses`,
  role: "contributor",
  body: batchRequest,
  answers: { 200: batchAnswer },
  uses: {
    expenses: ["GetItem", "PutItem", "UpdateItem"],
    ledgers: ["PutItem", "UpdateItem"],
    alerts: ["Publish", "GetSubscriptionAttributes"],
  },
  settings: ["thresholds", "metricsNamespace", "quotas", "siteUrl"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { alertPublisherOf } = await import("../../domain/alerts/alertPublisher.js");
    const { batchRequest } = await import("../../domain/expenses/batchSchemas.js");
    const { toExpense } = await import("../../domain/expenses/expense.js");
    const { notFound } = await import("../../domain/expenses/expenseAnswers.js");
    const { changeEach, decisionOf } = await import("../../domain/expenses/expenseBatch.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { authorOf } = await import("../../domain/ledgers/authors.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { requireChangeable } = await import("../../domain/ledgers/principal.js");

    const expenses = new ExpenseRepository(documentClient(), env.expenses);
    const alerts = alertPublisherOf(env);

    return apiHandler(env, async (event, principal) => {
      const request = parseBody(event, batchRequest);
      const { thresholds } = defaultsOf(principal.ledger, env);
      const decide = decisionOf(request, authorOf(event, principal), thresholds);
      const stored = new Set<ExpenseItem>();
      const { items, refused } = await changeEach(request.expenses, async ({ id, version }) => {
        let next: ExpenseItem | undefined;
        const item = await expenses.change(principal.ledger.id, id, (current, now) => {
          requireChangeable(principal, current);
          next = decide(current, now, version);
          return next;
        });
        if (item === undefined) throw notFound();
        if (item === next) stored.add(item);
        return item;
      });
      for (const item of items) await alerts.trySendNew(item, stored.has(item));
      return { status: 200, body: { expenses: items.map(toExpense), refused } };
    });
  },
});
