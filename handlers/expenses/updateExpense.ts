import { expense, expenseChanges } from "../../domain/expenses/expense";
import { IF_MATCH } from "../../domain/http/route";
import { operation } from "../operation";

/**
 * Changes the version that If-Match names; raises an alert if the edit crosses the threshold. An edit to what is stored
 * already makes no new version. In the trash only categories can be changed, and only at the version there: the renaming
 * of a category includes what may be restored.
 */
export const updateExpense = operation({
  route: "PATCH /expenses/{id}",
  summary: "Change an expense",
  role: "contributor",
  headers: [IF_MATCH],
  body: expenseChanges,
  answers: { 200: expense },
  refusals: [404, 412, 428],
  uses: {
    expenses: ["GetItem", "PutItem", "UpdateItem"],
    ledgers: ["PutItem", "UpdateItem"],
    alerts: ["Publish", "GetSubscriptionAttributes"],
  },
  settings: ["thresholds", "metricsNamespace", "quotas", "siteUrl"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { alertPublisherOf } = await import("../../domain/alerts/alertPublisher.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { isUnchanged, recorded } = await import("../../domain/expenses/history.js");
    const { editItem, isEditable } = await import("../../domain/expenses/expenseRules.js");
    const { versionOf } = await import("../../domain/http/etag.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { requireChangeable } = await import("../../domain/ledgers/principal.js");
    const { authorOf } = await import("../../domain/ledgers/authors.js");
    const { header, parseBody } = await import("../../domain/http/requests.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { expenseAnswer, notFound } = await import("../../domain/expenses/expenseAnswers.js");
    const { versionConflict } = await import("../../domain/http/etag.js");
    const { expenseChanges } = await import("../../domain/expenses/expense.js");

    const db = documentClient();
    const expenses = new ExpenseRepository(db, env.expenses);
    const alerts = alertPublisherOf(env);

    return apiHandler(env, async (event, principal) => {
      const { ledger } = principal;
      const changes = parseBody(event, expenseChanges);
      const version = versionOf(header(event, "If-Match"));
      const item = await expenses.get(ledger.id, event.pathParameters?.id);
      if (item === undefined || !isEditable(item, version, changes)) throw notFound();
      requireChangeable(principal, item);
      if (item.version !== version) throw versionConflict();
      const edited = editItem(item, changes, new Date(), defaultsOf(ledger, env).thresholds);
      if (isUnchanged(item, edited)) return expenseAnswer(item);
      const next = recorded(item, edited, authorOf(event, principal));
      if (!(await expenses.replace(next))) throw versionConflict();
      await alerts.trySendNew(next, true);
      return expenseAnswer(next);
    });
  },
});
