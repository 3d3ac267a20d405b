import { job } from "../job";

/** Started by `requestExport`: writes all data of a ledger into files. */
export const exportLedger = job({
  description: "Exports all data of a ledger to files",
  invocation: "event",
  uses: {
    "expenses.list": ["Query"],
    ledgers: ["BatchGetItem", "PutItem"],
    "files.exports": ["PutObject", "AbortMultipartUpload"],
  },
  timeoutSeconds: 900,
  memoryMb: 1024,
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { ExportLog } = await import("../../domain/exports/exportLog.js");
    const { ExportMaker } = await import("../../domain/exports/exportMaker.js");
    const { exportRequest } = await import("../../domain/exports/exportSchemas.js");
    const { parseEvent } = await import("../../domain/jobs/jobInput.js");
    const { AccessReader } = await import("../../domain/ledgers/accessReader.js");
    const { s3Client } = await import("../../domain/aws/s3.js");

    const db = documentClient();
    const log = new ExportLog(db, env.ledgers);
    const expenses = new ExpenseRepository(db, env.expenses);
    const access = new AccessReader(db, env.ledgers);
    const maker = new ExportMaker(expenses, access, s3Client(), env.files);

    return async (event: unknown) => {
      const { ledgerId, exportId } = parseEvent(exportRequest, event);
      const finish = (state: "ready" | "failed") => log.save(ledgerId, exportId, state, new Date());
      try {
        await maker.make(ledgerId, exportId, new Date());
      } catch (error) {
        await finish("failed");
        throw error;
      }
      await finish("ready");
      return { ledgerId, exportId };
    };
  },
});
