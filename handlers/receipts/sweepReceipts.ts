import { MAX_FUNCTION_SECONDS } from "../../domain/values/limits";
import { job } from "../job";

/** On schedule: removes the receipts of expenses that are gone for good. */
export const sweepReceipts = job({
  description: "Removes the receipts of expenses that are gone for good",
  pipeline: "receipts",
  invocation: "call",
  schedule: {
    name: "receipt-sweep",
    job: "receipts",
    expression: "cron(23 * * * ? *)",
    overdueHours: 6,
  },
  uses: {
    "expenses.changes": ["Query"],
    expenses: ["BatchGetItem"],
    ledgers: ["BatchGetItem", "GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query"],
    "ledgers.byKind": ["Query"],
    "ledgers.due": ["Query"],
    receiptFiles: ["ListBucketVersions", "ListBucketMultipartUploads"],
    "receiptFiles.objects": ["DeleteObjectVersion", "AbortMultipartUpload"],
  },
  timeoutSeconds: MAX_FUNCTION_SECONDS,
  runbook: {
    "receipt-sweep": {
      means: `
        the hourly run that removes the receipts of expenses that are gone for good failed, and so did its retries. Nothing is lost:
        the rest stays due.`,
      response: `
        find the receipt (\`ledgerId\` and \`receiptId\`) and the reason. Once the cause is fixed, the next run catches up; the last command
        starts one now.`,
      commands: `
        aws logs filter-log-events --log-group-name /expenses/dev/sweepReceipts --filter-pattern '{ $.level = "ERROR" }' --limit 20
        aws lambda invoke --function-name "$(fn sweepReceipts)" --cli-read-timeout 900 result.json && cat result.json`,
    },
  },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { s3Client } = await import("../../domain/aws/s3.js");
    const { DynamoExpenseSource } = await import("../../domain/expenses/expenseSource.js");
    const { storedExpenses } = await import("../../domain/expenses/storedExpenses.js");
    const { JobLog } = await import("../../domain/jobs/jobLog.js");
    const { Watermarks } = await import("../../domain/jobs/watermarks.js");
    const { DueItems } = await import("../../domain/ledgers/dueItems.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { ReceiptFiles } = await import("../../domain/receipts/receiptFiles.js");
    const { ReceiptStore } = await import("../../domain/receipts/receiptStore.js");
    const { sweepReceipts } = await import("../../domain/receipts/sweeping.js");

    const db = documentClient();
    const jobs = new JobLog(db, env.ledgers);
    const options = {
      source: new DynamoExpenseSource(db, env.expenses),
      receipts: new ReceiptStore(db, env.ledgers),
      files: new ReceiptFiles(s3Client(), env.receiptFiles),
      due: new DueItems(db, env.ledgers),
      watermarks: new Watermarks(db, env.ledgers),
      ledgers: new LedgerRepository(db, env.ledgers),
      stored: (ids: readonly string[]) => storedExpenses(db, env.expenses, ids),
      now: () => new Date(),
    };

    return async () => {
      const result = await sweepReceipts(options);
      if (result.failed > 0) throw new Error(`${result.failed} receipts could not be removed and stay due.`);
      await jobs.succeeded(env.job, new Date());
      return result;
    };
  },
});
