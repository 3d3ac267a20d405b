import { reportLink, reportNotReady } from "../../domain/reports/reportSchemas";
import { operation } from "../operation";

/** A download link for the report, or its state. */
export const downloadReport = operation({
  route: "GET /reports/{month}",
  summary: "Get a download link for a report",
  role: "viewer",
  answers: { 200: reportLink, 409: reportNotReady },
  refusals: [404],
  uses: { files: ["ListBucket"], "files.objects": ["GetObject"], ledgers: ["Query"] },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { s3Client } = await import("../../domain/aws/s3.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { parsePath } = await import("../../domain/http/requests.js");
    const { noReport, notReady, reportOf } = await import("../../domain/reports/reportAnswers.js");
    const { ReportLog } = await import("../../domain/reports/reportLog.js");
    const { ReportShelf } = await import("../../domain/reports/reportShelf.js");
    const { isWaiting, reportMonth } = await import("../../domain/reports/reportSchemas.js");

    const shelf = new ReportShelf(s3Client(), env.files);
    const log = new ReportLog(documentClient(), env.ledgers);

    return apiHandler(env, async (event, { ledger }) => {
      const { month } = parsePath(event, reportMonth);
      const now = new Date();
      const [shelved, [entry]] = await Promise.all([
        shelf.find(ledger.id, month),
        log.entries(ledger.id, now, month),
      ]);
      const report = reportOf(entry, shelved);
      if (shelved?.state === "ready" && (report?.state === "ready" || report?.state === "failed")) {
        return { status: 200, body: await shelf.link(ledger.id, shelved, now) };
      }
      if (report === undefined || !isWaiting(report.state)) throw noReport(report?.state);
      return notReady(month, report.state);
    });
  },
});
