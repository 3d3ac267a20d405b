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
  const { documentClient } = await import("../../domain/aws/clients.js");
  const { s3Client } = await import("../../domain/aws/s3.js");
  const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
  const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
  const { JobLog } = await import("../../domain/jobs/jobLog.js");
  const { hasTime, parseEvent } = await import("../../domain/jobs/jobInput.js");
  const { publishMetrics } = await import("../../domain/aws/metrics.js");
  const { ReportMaker } = await import("../../domain/reports/reportMaker.js");
  const { ReportLog } = await import("../../domain/reports/reportLog.js");
  const { reportRequest, runReports } = await import("../../domain/reports/reportJob.js");

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
