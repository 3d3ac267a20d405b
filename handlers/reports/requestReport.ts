import { reportStatus } from "../../domain/reports/reportSchemas";
import { operation } from "../operation";

/** Starts the creation of a report. Idempotent while it is being created. */
export const requestReport = operation({
  route: "POST /reports/{month}",
  summary: "Request the report of a month",
  role: "user",
  answers: { 202: reportStatus },
  uses: { ledgers: ["PutItem", "UpdateItem"], generateReport: ["InvokeFunction"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { AsyncInvoker } = await import("../../domain/aws/functions.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { parsePath } = await import("../../domain/http/requests.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { statusAnswer } = await import("../../domain/reports/reportAnswers.js");
    const { ReportLog } = await import("../../domain/reports/reportLog.js");
    const { reportMonth } = await import("../../domain/reports/reportSchemas.js");

    const db = documentClient();
    const ledgers = new LedgerRepository(db, env.ledgers);
    const log = new ReportLog(db, env.ledgers);
    const functions = new AsyncInvoker();

    return apiHandler(env, async (event, { ledger }) => {
      const { month } = parsePath(event, reportMonth);
      const now = new Date();
      if (!ledger.exists) await ledgers.make(ledger, now);
      if (await log.start(ledger.id, month, now)) {
        try {
          await functions.start(env.generateReport, { month, ledgerId: ledger.id });
        } catch (error) {
          // Otherwise the report could not be requested again for an hour.
          await log.finished(ledger.id, month, "failed", now);
          throw error;
        }
      }
      return statusAnswer(202, month, "making", { Location: event.requestContext.path, "Retry-After": "2" });
    });
  },
});
