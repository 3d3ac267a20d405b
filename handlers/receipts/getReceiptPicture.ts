import { receiptPicture } from "../../domain/receipts/receiptSchemas";
import { operation } from "../operation";

/** A link to the file of a receipt, valid for minutes. */
export const getReceiptPicture = operation({
  route: "GET /receipts/{id}/picture",
  summary: "Get a link to the file of a receipt",
  part: "receipts",
  role: "viewer",
  answers: { 200: receiptPicture },
  refusals: [404, 409],
  uses: { ledgers: [], receiptFiles: [], "receiptFiles.objects": ["GetObjectVersion"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { s3Client } = await import("../../domain/aws/s3.js");
    const { ApiError } = await import("../../domain/http/apiError.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { ReceiptFiles } = await import("../../domain/receipts/receiptFiles.js");
    const { ReceiptStore } = await import("../../domain/receipts/receiptStore.js");

    const store = new ReceiptStore(documentClient(), env.ledgers);
    const files = new ReceiptFiles(s3Client(), env.receiptFiles);

    return apiHandler(env, async (event, { ledger }) => {
      const receipt = await store.require(ledger.id, event.pathParameters?.id);
      if (receipt.objectVersion === undefined) throw new ApiError("receipt.noFile");
      return { status: 200, body: { url: await files.link(receipt, receipt.objectVersion, new Date()) } };
    });
  },
});
