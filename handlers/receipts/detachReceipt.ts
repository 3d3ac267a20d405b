import { receipt } from "../../domain/receipts/receiptSchemas";
import { operation } from "../operation";

/** Detaches a receipt from the expense that it was attached to, and keeps both. */
export const detachReceipt = operation({
  route: "POST /receipts/{id}/detach",
  summary: "Detach a receipt from the expense that it was attached to",
  part: "receipts",
  role: "contributor",
  answers: { 200: receipt },
  refusals: [404, 409],
  uses: { expenses: ["GetItem", "PutItem"], ledgers: ["PutItem"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { authorOf } = await import("../../domain/ledgers/authors.js");
    const { detach } = await import("../../domain/receipts/detaching.js");
    const { toReceipt } = await import("../../domain/receipts/receiptAnswers.js");
    const { ReceiptStore } = await import("../../domain/receipts/receiptStore.js");

    const db = documentClient();
    const stores = {
      receipts: new ReceiptStore(db, env.ledgers),
      expenses: new ExpenseRepository(db, env.expenses),
    };

    return apiHandler(env, async (event, principal) => {
      const now = new Date();
      const stored = await stores.receipts.require(principal.ledger.id, event.pathParameters?.id);
      const detached = await detach(stored, principal, { now, author: authorOf(event, principal) }, stores);
      return { status: 200, body: toReceipt(detached, now) };
    });
  },
});
