import { RECEIPT_READING_SECONDS } from "../../domain/values/limits";
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
  timeoutSeconds: RECEIPT_READING_SECONDS,
  memoryMb: 1024,
  runbook: {
    "readReceipt-failures": {
      means: `
        a notice of a receipt failed three times within 36 minutes and is in the dead-letter queue. Its user sees the receipt as failed,
        without its file if that had not been inspected, and can have it read again or type the expense by hand.`,
      response: `
        find the error. Textract may be throttled (its quotas are in the Service Quotas console, as \`AnalyzeExpense\`) or out of order.
        Fix the cause, then replay on the admin page: a notice that is handled twice does no harm.`,
      commands: `
        aws logs filter-log-events --log-group-name /expenses/dev/readReceipt --filter-pattern '{ $.level = "ERROR" }' --limit 20
        aws service-quotas list-service-quotas --service-code textract --query 'Quotas[?contains(QuotaName, \`Expense\`)].[QuotaName,Value]'`,
    },
    "receipts-waiting": {
      means: `
        a notice of a receipt has waited for more than 15 minutes. \`readReceipt\` fails, is throttled, or receipts arrive faster than
        three at a time can be read.`,
      response:
        "check whether the number of messages falls by itself. If not, find the error as for `readReceipt-failures`.",
      commands: `
        url=$(aws sqs list-queues --query 'QueueUrls[?contains(@, \`/receipts\`)] | [0]' --output text)
        aws sqs get-queue-attributes --queue-url "$url" --attribute-names All`,
    },
  },
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
