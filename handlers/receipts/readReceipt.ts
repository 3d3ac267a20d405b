import { job } from "../job";

/** Called with notices of new files and of completed analyses: checks a file, has it read, and drafts its expense. */
export const readReceipt = job({
  description: "Reads receipts and drafts their expenses",
  pipeline: "receipts",
  invocation: "queue",
  uses: {
    ledgers: ["BatchGetItem", "PutItem", "UpdateItem"],
    receiptFiles: ["ListBucket", "ListBucketVersions", "ListBucketMultipartUploads"],
    // Textract reads a file with the rights of its caller.
    "receiptFiles.objects": [
      "GetObject",
      "GetObjectVersion",
      "PutObject",
      "DeleteObjectVersion",
      "AbortMultipartUpload",
    ],
    receiptQueue: ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"],
    textract: ["AnalyzeExpense", "StartExpenseAnalysis", "GetExpenseAnalysis"],
    "textract.role": ["PassRole"],
  },
  settings: ["currency", "timezone", "quotas"],
  timeoutSeconds: 120,
  memoryMb: 1024,
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { s3Client } = await import("../../domain/aws/s3.js");
    const { AccessReader } = await import("../../domain/ledgers/accessReader.js");
    const { Quotas } = await import("../../domain/quotas/quotas.js");
    const { draftOf } = await import("../../domain/receipts/draft.js");
    const { inspect } = await import("../../domain/receipts/inspection.js");
    const { noticesOf } = await import("../../domain/receipts/notices.js");
    const { ReceiptReading } = await import("../../domain/receipts/reading.js");
    const { ReceiptFiles } = await import("../../domain/receipts/receiptFiles.js");
    const { ReceiptStore } = await import("../../domain/receipts/receiptStore.js");
    const { ExpenseReader } = await import("../../domain/receipts/textract.js");

    const db = documentClient();
    const reading = new ReceiptReading({
      receipts: new ReceiptStore(db, env.ledgers),
      files: new ReceiptFiles(s3Client(), env.receiptFiles),
      reader: new ExpenseReader(env.textract),
      quotas: new Quotas(db, env.ledgers, env.quotas),
      access: new AccessReader(db, env.ledgers),
      inspect,
      draftOf,
      defaults: { currency: env.currency, timezone: env.timezone },
      now: () => new Date(),
    });

    return async (event: unknown) => {
      for (const notice of noticesOf(event)) await reading.handle(notice);
    };
  },
});
