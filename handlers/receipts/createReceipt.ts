import { announcedReceipt, newReceipt } from "../../domain/receipts/receiptSchemas";
import { operation } from "../operation";

/**
 * Announces the file of a receipt and returns an upload form. The file goes to the bucket, which reports its arrival.
 */
export const createReceipt = operation({
  route: "POST /receipts",
  summary: "Announce a receipt and get a form for its file",
  part: "receipts",
  role: "contributor",
  body: newReceipt,
  answers: { 201: announcedReceipt },
  refusals: [409],
  uses: {
    ledgers: ["PutItem", "UpdateItem"],
    receiptFiles: [],
    "receiptFiles.objects": ["PutObject"],
  },
  settings: ["quotas"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { s3Client } = await import("../../domain/aws/s3.js");
    const { parseBody } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { Quotas } = await import("../../domain/quotas/quotas.js");
    const { announce } = await import("../../domain/receipts/announcing.js");
    const { isUnseen } = await import("../../domain/receipts/model.js");
    const { toReceipt } = await import("../../domain/receipts/receiptAnswers.js");
    const { ReceiptFiles } = await import("../../domain/receipts/receiptFiles.js");
    const { newReceipt } = await import("../../domain/receipts/receiptSchemas.js");
    const { ReceiptStore } = await import("../../domain/receipts/receiptStore.js");

    const db = documentClient();
    const files = new ReceiptFiles(s3Client(), env.receiptFiles);
    const stores = {
      receipts: new ReceiptStore(db, env.ledgers),
      ledgers: new LedgerRepository(db, env.ledgers),
      quotas: new Quotas(db, env.ledgers, env.quotas),
    };

    return apiHandler(env, async (event, principal) => {
      const now = new Date();
      const stored = await announce(parseBody(event, newReceipt), principal, now, stores);
      const { objectVersion, failure } = stored;
      // A reading that found no file has failed, and the device still has it.
      const isToCome = objectVersion === undefined && (failure === undefined || isUnseen(failure));
      const upload = isToCome ? await files.form(stored) : undefined;
      return { status: 201, body: { receipt: toReceipt(stored, now), ...(upload && { upload }) } };
    });
  },
});
