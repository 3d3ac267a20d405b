import { receiptList, receiptsQuery } from "../../domain/receipts/receiptSchemas";
import { operation } from "../operation";

/** The receipts of the ledger, with the number of pages that can still be read. */
export const listReceipts = operation({
  route: "GET /receipts",
  summary: "List the receipts of the ledger",
  part: "receipts",
  role: "viewer",
  query: receiptsQuery,
  answers: { 200: receiptList },
  uses: { ledgers: ["Query"] },
  settings: ["quotas"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { parseQuery } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { Quotas } = await import("../../domain/quotas/quotas.js");
    const { receiptsPage } = await import("../../domain/receipts/listing.js");
    const { toReceipt } = await import("../../domain/receipts/receiptAnswers.js");
    const { receiptsQuery } = await import("../../domain/receipts/receiptSchemas.js");
    const { ReceiptStore } = await import("../../domain/receipts/receiptStore.js");

    const db = documentClient();
    const store = new ReceiptStore(db, env.ledgers);
    const quotas = new Quotas(db, env.ledgers, env.quotas);

    return apiHandler(env, async (event, { user, ledger }) => {
      const now = new Date();
      const query = parseQuery(event, receiptsQuery);
      const [newest, pagesLeft] = await Promise.all([
        store.list(ledger.id),
        quotas.left("receiptPages", user.id, now),
      ]);
      const { receipts, ...rest } = receiptsPage(ledger.id, newest, query);
      const shown = receipts.map((one) => toReceipt(one, now));
      return { status: 200, body: { receipts: shown, ...rest, pagesLeft } };
    });
  },
});
