import { reportList } from "../../domain/reports/reportSchemas";
import { operation } from "../operation";

/** Which reports there are, and which are on their way. */
export const listReports = operation({
  route: "GET /reports",
  summary: "List my monthly reports, newest first",
  role: "viewer",
  answers: { 200: reportList },
  uses: { files: ["ListBucket"], ledgers: ["Query"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { s3Client } = await import("../../domain/aws/s3.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { mergeReports } = await import("../../domain/reports/reportAnswers.js");
    const { ReportLog } = await import("../../domain/reports/reportLog.js");
    const { ReportShelf } = await import("../../domain/reports/reportShelf.js");

    const shelf = new ReportShelf(s3Client(), env.files);
    const log = new ReportLog(documentClient(), env.ledgers);

    return apiHandler(env, async (_event, { ledger }) => {
      const [shelved, entries] = await Promise.all([
        shelf.list(ledger.id),
        log.entries(ledger.id, new Date()),
      ]);
      return { status: 200, body: { reports: mergeReports(shelved, entries) } };
    });
  },
});
