import { receipt } from "../../domain/receipts/receiptSchemas";
import { operation } from "../operation";

/**
 * Requests another reading of a receipt that failed, or whose draft is useless. It counts towards the quota like other
 * readings, of the user who requests it.
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
    const { requireChangeable } = await import("../../domain/ledgers/principal.js");
    const { Quotas } = await import("../../domain/quotas/quotas.js");
    const { toReceipt } = await import("../../domain/receipts/receiptAnswers.js");
    const { ReceiptStore } = await import("../../domain/receipts/receiptStore.js");
    const { toBeReadAgain } = await import("../../domain/receipts/rereading.js");

    const db = documentClient();
    const store = new ReceiptStore(db, env.ledgers);
    const quotas = new Quotas(db, env.ledgers, env.quotas);
    const queue = new QueueSender();

    return apiHandler(env, async (event, principal) => {
      const now = new Date();
      const { user, ledger } = principal;
      const receipt = await store.require(ledger.id, event.pathParameters?.id);
      requireChangeable(principal, receipt);
      const place = { ledgerId: ledger.id, receiptId: receipt.receiptId };
      await quotas.requireLeft("receiptPages", { userId: user.id, units: receipt.pages ?? 1 }, now);
      const stored = await store.change(place.ledgerId, place.receiptId, now, (current) => {
        const changes = toBeReadAgain(current, now);
        return changes && { ...changes, readBy: user.id };
      });
      // If it is not sent, the reading is shown as stalled, and can be requested again.
      await queue.send(env.receiptQueue, place);
      return { status: 202, body: toReceipt(stored, now) };
    });
  },
});
