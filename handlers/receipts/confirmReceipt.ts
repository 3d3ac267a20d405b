import { confirmation, confirmedReceipt } from "../../domain/receipts/receiptSchemas";
import { operation } from "../operation";

/**
 * Creates the expense of a receipt, in whatever state it is, or attaches the receipt to an expense. A repeated request
 * returns the same expense.
 */
export const confirmReceipt = operation({
  route: "POST /receipts/{id}/confirm",
  summary: "Create an expense from a receipt, or attach the receipt to one",
  part: "receipts",
  role: "contributor",
  body: confirmation,
  answers: { 200: confirmedReceipt, 201: confirmedReceipt },
  refusals: [404, 409],
  uses: {
    expenses: ["GetItem", "PutItem", "UpdateItem"],
    ledgers: ["PutItem", "UpdateItem"],
    alerts: ["Publish", "GetSubscriptionAttributes"],
  },
  settings: ["currency", "timezone", "thresholds", "metricsNamespace", "quotas", "siteUrl"],
  handler: (env) => async () => {
    const { alertPublisherOf } = await import("../../domain/alerts/alertPublisher.js");
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { publishMetrics } = await import("../../domain/aws/metrics.js");
    const { newExpense, toExpense } = await import("../../domain/expenses/expense.js");
    const { receiptExpenseId } = await import("../../domain/expenses/expenseKeys.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { createItem } = await import("../../domain/expenses/expenseRules.js");
    const { parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { authorOf } = await import("../../domain/ledgers/authors.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { attach, confirmNew } = await import("../../domain/receipts/confirming.js");
    const { confirmation } = await import("../../domain/receipts/receiptSchemas.js");
    const { ReceiptStore } = await import("../../domain/receipts/receiptStore.js");

    const db = documentClient();
    const stores = {
      receipts: new ReceiptStore(db, env.ledgers),
      expenses: new ExpenseRepository(db, env.expenses),
    };
    const alerts = alertPublisherOf(env);

    return apiHandler(env, async (event, principal) => {
      const now = new Date();
      const { user, ledger } = principal;
      const { expenseId } = parseBody(event, confirmation);
      const { receiptId } = await stores.receipts.require(ledger.id, event.pathParameters?.id);
      const place = { ledgerId: ledger.id, receiptId };
      if (expenseId !== undefined) {
        const item = await attach(
          expenseId,
          place,
          principal,
          { now, author: authorOf(event, principal) },
          stores,
        );
        return { status: 200, body: { expense: toExpense(item) } };
      }
      const creation = { userId: user.id, ledgerId: ledger.id, now, source: "receipt" as const };
      const item = createItem(parseBody(event, newExpense), creation, defaultsOf(ledger, env));
      const sent = { ...item, expenseId: receiptExpenseId(ledger.id, receiptId), sourceId: receiptId };
      const confirmed = await confirmNew(sent, place, principal, now, stores);
      if (confirmed.created)
        publishMetrics(env.metricsNamespace, {}, [{ name: "ExpensesStored", value: 1, unit: "Count" }]);
      await alerts.trySendNew(confirmed.item, confirmed.created);
      return { status: confirmed.created ? 201 : 200, body: { expense: toExpense(confirmed.item) } };
    });
  },
});
