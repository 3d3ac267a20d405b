import { receipt } from "../../domain/receipts/receiptSchemas";
import { operation } from "../operation";

/**
 * Requests another reading of a receipt that failed, or whose draft is useless. It counts towards the quota like other
 * readings.
 */
export const rereadReceipt = operation({
  route: "POST /receipts/{id}/read",
  summary: "Analyze a receipt again",
  part: "receipts",
  role: "contributor",
  answers: { 202: receipt },
  refusals: [404, 409],
  uses: { ledgers: ["PutItem"], receiptQueue: ["SendMessage"] },
  settings: ["quotas"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { QueueSender } = await import("../../domain/aws/queues.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { Quotas } = await import("../../domain/quotas/quotas.js");
    const { toReceipt } = await import("../../domain/receipts/receiptAnswers.js");
    const { ReceiptStore } = await import("../../domain/receipts/receiptStore.js");
    const { toBeReadAgain } = await import("../../domain/receipts/rereading.js");

    const db = documentClient();
    const store = new ReceiptStore(db, env.ledgers);
    const quotas = new Quotas(db, env.ledgers, env.quotas);
    const queue = new QueueSender();

    return apiHandler(env, async (event, { user, ledger }) => {
      const now = new Date();
      const { receiptId } = await store.require(ledger.id, event.pathParameters?.id);
      const place = { ledgerId: ledger.id, receiptId };
      await quotas.requireLeft("receiptPages", user.id, now);
      const stored = await store.change(place.ledgerId, place.receiptId, now, (current) =>
        toBeReadAgain(current, now),
      );
      // If it is not sent, the reading is shown as stalled, and can be requested again.
      await queue.send(env.receiptQueue, place);
      return { status: 202, body: toReceipt(stored, now) };
    });
  },
});
