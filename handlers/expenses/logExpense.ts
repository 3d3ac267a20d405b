import { expense, logExpenseBody, loggedExpense, newExpense } from "../../domain/expenses/expense";
import { IDEMPOTENCY_KEY } from "../../domain/http/route";
import { operation } from "../operation";

/**
 * `POST /expenses` and its alias `POST /logexpense`: stores an expense, and raises an alert if it is above the
 * threshold.
 */
export const logExpense = operation({
  route: "POST /expenses",
  summary: "Log an expense",
  role: "contributor",
  headers: [IDEMPOTENCY_KEY],
  body: newExpense,
  answers: { 201: expense },
  refusals: [404, 422],
  also: [
    {
      route: "POST /logexpense",
      summary: "Log an expense by description and amount",
      headers: [IDEMPOTENCY_KEY],
      body: logExpenseBody,
      answers: { 200: loggedExpense },
      refusals: [404, 422],
    },
  ],
  uses: {
    expenses: ["GetItem", "PutItem", "UpdateItem"],
    ledgers: ["PutItem", "UpdateItem"],
    alerts: ["Publish", "GetSubscriptionAttributes"],
  },
  settings: ["currency", "timezone", "thresholds", "metricsNamespace", "quotas", "siteUrl"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { alertPublisherOf } = await import("../../domain/alerts/alertPublisher.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { createItem, requireSameRequest } = await import("../../domain/expenses/expenseRules.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { header, parseBody } = await import("../../domain/http/requests.js");
    const { sourceOf } = await import("../../domain/ledgers/authors.js");
    const { publishMetrics } = await import("../../domain/aws/metrics.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { isErased } = await import("../../domain/expenses/erasedExpense.js");
    const { expenseAnswer, notFound } = await import("../../domain/expenses/expenseAnswers.js");
    const { logExpenseBody, newExpense } = await import("../../domain/expenses/expense.js");

    const db = documentClient();
    const expenses = new ExpenseRepository(db, env.expenses);
    const ledgers = new LedgerRepository(db, env.ledgers);
    const alerts = alertPublisherOf(env);

    return apiHandler(env, async (event, { user, ledger }) => {
      const seedContract = event.resource === "/logexpense";
      const input = parseBody(event, seedContract ? logExpenseBody : newExpense);
      const creation = {
        userId: user.id,
        ledgerId: ledger.id,
        now: new Date(),
        source: sourceOf(event),
        idempotencyKey: header(event, "Idempotency-Key"),
      };
      const sent = createItem(input, creation, defaultsOf(ledger, env));
      // Before the expense, because without a profile no report would find the ledger.
      if (!ledger.exists) await ledgers.make(ledger, creation.now);
      const { created, item } = await expenses.create(sent);
      if (created)
        publishMetrics(env.metricsNamespace, {}, [{ name: "ExpensesStored", value: 1, unit: "Count" }]);
      // It was stored by this key, and erased from the trash since: it does not come back.
      if (isErased(item)) throw notFound();
      requireSameRequest(item, sent);
      await alerts.trySendNew(item, created);

      if (seedContract) {
        return { status: 200, body: { message: "Expense logged successfully", expenseId: item.expenseId } };
      }
      return expenseAnswer(item, 201, { Location: `${event.requestContext.path}/${item.expenseId}` });
    });
  },
});
