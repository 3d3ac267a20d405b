import { operation } from "../operation";

/** Removes a receipt with its file, and detaches it from its expense. */
export const deleteReceipt = operation({
  route: "DELETE /receipts/{id}",
  summary: "Delete a receipt with its file",
  part: "receipts",
  role: "contributor",
  answers: { 204: undefined },
  refusals: [404, 409],
  uses: {
    expenses: ["GetItem", "PutItem"],
    ledgers: ["PutItem", "DeleteItem"],
    receiptFiles: ["ListBucketVersions", "ListBucketMultipartUploads"],
    "receiptFiles.objects": ["DeleteObjectVersion", "AbortMultipartUpload"],
  },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { s3Client } = await import("../../domain/aws/s3.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { authorOf } = await import("../../domain/ledgers/authors.js");
    const { ReceiptFiles } = await import("../../domain/receipts/receiptFiles.js");
    const { ReceiptStore } = await import("../../domain/receipts/receiptStore.js");
    const { removeReceipt } = await import("../../domain/receipts/removing.js");

    const db = documentClient();
    const stores = {
      receipts: new ReceiptStore(db, env.ledgers),
      files: new ReceiptFiles(s3Client(), env.receiptFiles),
      expenses: new ExpenseRepository(db, env.expenses),
    };

    return apiHandler(env, async (event, principal) => {
      const receipt = await stores.receipts.require(principal.ledger.id, event.pathParameters?.id);
      const authorship = { now: new Date(), author: authorOf(event, principal) };
      await removeReceipt(receipt, principal, authorship, stores);
      return { status: 204 };
    });
  },
});
