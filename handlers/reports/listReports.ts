import { reportList } from "../../domain/reports/reportSchemas";
import { operation } from "../operation";

/** The existing reports, those under way, and the months that have expenses to report. */
export const listReports = operation({
  route: "GET /reports",
  summary: "List reports and the months with expenses, newest first",
  role: "viewer",
  answers: { 200: reportList },
  uses: { files: ["ListBucket"], ledgers: ["Query"], "expenses.list": ["Query"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { s3Client } = await import("../../domain/aws/s3.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { mergeReports } = await import("../../domain/reports/reportAnswers.js");
    const { ReportLog } = await import("../../domain/reports/reportLog.js");
    const { ReportShelf } = await import("../../domain/reports/reportShelf.js");

    const shelf = new ReportShelf(s3Client(), env.files);
    const db = documentClient();
    const log = new ReportLog(db, env.ledgers);
    const expenses = new ExpenseRepository(db, env.expenses);

    return apiHandler(env, async (_event, { ledger }) => {
      const [shelved, entries, months] = await Promise.all([
        shelf.list(ledger.id),
        log.entries(ledger.id, new Date()),
        expenses.months(ledger.id),
      ]);
      return { status: 200, body: { reports: mergeReports(shelved, entries), months } };
    });
  },
});
