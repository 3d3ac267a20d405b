import { reportStatus } from "../../domain/reports/reportSchemas";
import { operation } from "../operation";

/** Starts the creation of a report, unless the existing one is up to date. Idempotent while it is being created. */
export const requestReport = operation({
  route: "POST /reports/{month}",
  summary: "Request the report of a month or a year",
  role: "viewer",
  answers: { 200: reportStatus, 202: reportStatus },
  refusals: [404, 409],
  uses: {
    ledgers: ["PutItem", "UpdateItem", "DeleteItem", "Query"],
    expenses: ["BatchGetItem"],
    "expenses.list": ["Query"],
    "expenses.ledgerChanges": ["Query"],
    files: ["ListBucket"],
    "files.objects": ["GetObject"],
    generateReport: ["InvokeFunction"],
  },
  settings: ["quotas", "timezone"],
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { s3Client } = await import("../../domain/aws/s3.js");
    const { FunctionInvoker } = await import("../../domain/aws/functions.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { LedgerChanges } = await import("../../domain/expenses/ledgerChanges.js");
    const { parsePath } = await import("../../domain/http/requests.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { defaultsOf } = await import("../../domain/ledgers/ledgerDefaults.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { RESTORE_NOTE, restoredAtOf } = await import("../../domain/ledgers/restoreNotes.js");
    const { Quotas } = await import("../../domain/quotas/quotas.js");
    const { statusAnswer } = await import("../../domain/reports/reportAnswers.js");
    const { ReportLog } = await import("../../domain/reports/reportLog.js");
    const { ReportRequests } = await import("../../domain/reports/reportRequests.js");
    const { ReportShelf } = await import("../../domain/reports/reportShelf.js");
    const { reportMonth } = await import("../../domain/reports/reportSchemas.js");

    const db = documentClient();
    const functions = new FunctionInvoker();
    const requests = new ReportRequests({
      db,
      table: env.ledgers,
      ledgers: new LedgerRepository(db, env.ledgers),
      expenses: new ExpenseRepository(db, env.expenses),
      changes: new LedgerChanges(db, env.expenses),
      shelf: new ReportShelf(s3Client(), env.files),
      log: new ReportLog(db, env.ledgers),
      quotas: new Quotas(db, env.ledgers, env.quotas),
      start: (request) => functions.start(env.generateReport, request),
    });

    return apiHandler(
      env,
      async (event, { ledger, user }, _hasTime, items) => {
        const { month } = parsePath(event, reportMonth);
        const { timezone } = defaultsOf(ledger, { timezone: env.timezone });
        const request = { month, timezone, restoredAt: restoredAtOf(items) };
        const state = await requests.request(ledger, user.id, request);
        if (state === "ready") return statusAnswer(200, month, state);
        return statusAnswer(202, month, state, { Location: event.requestContext.path, "Retry-After": "2" });
      },
      RESTORE_NOTE,
    );
  },
});
