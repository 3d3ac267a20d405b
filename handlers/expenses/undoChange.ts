import { expense } from "../../domain/expenses/expense";
import { undoRequest } from "../../domain/expenses/historyAnswers";
import type { ExpenseItem } from "../../domain/expenses/model";
import { operation } from "../operation";

/**
 * Undoes a change of an expense, which is itself a change. Idempotent; raises an alert if the amount crosses the
 * threshold.
 */
export const undoChange = operation({
  route: "POST /expenses/{id}/undo",
  summary: "Undo a change of an expense",
  role: "contributor",
  body: undoRequest,
  answers: { 200: expense },
  refusals: [404, 409],
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
    const { undone } = await import("../../domain/expenses/history.js");
    const { undoRequest } = await import("../../domain/expenses/historyAnswers.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { authorOf } = await import("../../domain/ledgers/authors.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { requireChangeable } = await import("../../domain/ledgers/principal.js");
    const { parseBody } = await import("../../domain/http/requests.js");
    const { expenseAnswer, notFound } = await import("../../domain/expenses/expenseAnswers.js");

    const expenses = new ExpenseRepository(documentClient(), env.expenses);
    const alerts = alertPublisherOf(env);

    return apiHandler(env, async (event, principal) => {
      const { version } = parseBody(event, undoRequest);
      const author = authorOf(event, principal);
      const { thresholds } = defaultsOf(principal.ledger, env);
      const id = event.pathParameters?.id;
      let next: ExpenseItem | undefined;
      const item = await expenses.change(principal.ledger.id, id, (current, now) => {
        requireChangeable(principal, current);
        next = undone(current, version, { now, thresholds, author });
        return next;
      });
      if (item === undefined) throw notFound();
      await alerts.trySendNew(item, item === next);
      return expenseAnswer(item);
    });
  },
});
