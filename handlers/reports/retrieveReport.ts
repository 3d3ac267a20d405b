export interface RetrieveReportEnv {
  bucket: string;
  siteOrigin: string;
}

/** `POST /reports/{month}/retrieval`: asks a report back from the archive. */
export const retrieveReport = (env: RetrieveReportEnv) => async () => {
  const { s3Client } = await import("../../domain/aws/s3.js");
  const { apiHandler, parsePath } = await import("../../domain/http/apiHandler.js");
  const { noReport, statusAnswer } = await import("../../domain/reports/reportAnswers.js");
  const { ReportShelf } = await import("../../domain/reports/reportShelf.js");
  const { reportMonth } = await import("../../domain/reports/reportSchemas.js");

  const shelf = new ReportShelf(s3Client(), env.bucket);

  return apiHandler(env.siteOrigin, async (event, user) => {
    const { month } = parsePath(event, reportMonth);
    const report = await shelf.find(user.id, month);
    if (report === undefined) throw noReport(undefined);
    if (report.state === "ready") return statusAnswer(200, month, "ready");
    if (report.state === "retrieving") return statusAnswer(202, month, "retrieving");
    const expectedAt = await shelf.retrieve(user.id, month, new Date());
    return statusAnswer(202, month, "retrieving", {}, expectedAt);
  });
};
