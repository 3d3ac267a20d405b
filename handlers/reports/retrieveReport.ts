import { reportStatus } from "../../domain/reports/reportSchemas";
import { operation } from "../operation";

/** Requests a report from the archive. */
export const retrieveReport = operation({
  route: "POST /reports/{month}/retrieval",
  summary: "Request a report from the archive",
  role: "viewer",
  answers: { 200: reportStatus, 202: reportStatus },
  refusals: [404],
  uses: { files: ["ListBucket"], "files.objects": ["GetObject", "RestoreObject"] },
  handler: (env) => async () => {
    const { s3Client } = await import("../../domain/aws/s3.js");
    const { apiHandler } = await import("../../domain/ledgers/apiHandler.js");
    const { parsePath } = await import("../../domain/http/requests.js");
    const { noReport, statusAnswer } = await import("../../domain/reports/reportAnswers.js");
    const { ReportShelf } = await import("../../domain/reports/reportShelf.js");
    const { reportMonth } = await import("../../domain/reports/reportSchemas.js");

    const shelf = new ReportShelf(s3Client(), env.files);

    return apiHandler(env, async (event, { ledger }) => {
      const { month } = parsePath(event, reportMonth);
      const report = await shelf.find(ledger.id, month);
      if (report === undefined) throw noReport(undefined);
      if (report.state === "ready") return statusAnswer(200, month, "ready");
      if (report.state === "retrieving") return statusAnswer(202, month, "retrieving");
      const expectedAt = await shelf.retrieve(ledger.id, month, new Date());
      return statusAnswer(202, month, "retrieving", {}, expectedAt);
    });
  },
});
