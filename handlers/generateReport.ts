import type { Context } from "aws-lambda";

export interface GenerateReportEnv {
  expensesTable: string;
  ledgersTable: string;
  bucket: string;
  /** IANA zone of the schedule. */
  timezone: string;
  metricsNamespace: string;
}

/** On schedule, or asked for by `{month?, ledgerId?}`: makes monthly reports. */
export const generateReport = (env: GenerateReportEnv) => async () => {
  const { documentClient } = await import("../domain/aws.js");
  const { s3Client } = await import("../domain/s3.js");
  const { ExpenseRepository } = await import("../domain/expenseRepository.js");
  const { LedgerRepository } = await import("../domain/ledgerRepository.js");
  const { JobLog } = await import("../domain/jobs.js");
  const { hasTime, parseEvent } = await import("../domain/jobInput.js");
  const { publishMetrics } = await import("../domain/metrics.js");
  const { ReportMaker } = await import("../domain/report.js");
  const { ReportLog } = await import("../domain/reportLog.js");
  const { reportRequest, runReports } = await import("../domain/reportJob.js");

  const db = documentClient();
  const expenses = new ExpenseRepository(db, env.expensesTable);
  const onMade = (bytes: number) =>
    publishMetrics(env.metricsNamespace, { Job: "report" }, [
      { name: "ReportsMade", value: 1, unit: "Count" },
      { name: "ReportBytes", value: bytes, unit: "Bytes" },
    ]);
  const options = {
    ledgers: new LedgerRepository(db, env.ledgersTable),
    maker: new ReportMaker(expenses, s3Client(), env.bucket, onMade),
    reports: new ReportLog(db, env.ledgersTable),
    jobs: new JobLog(db, env.ledgersTable),
    timezone: env.timezone,
    now: () => new Date(),
  };

  return async (event: unknown, context: Context) =>
    runReports(parseEvent(reportRequest, event), { ...options, hasTime: hasTime(context) });
};
