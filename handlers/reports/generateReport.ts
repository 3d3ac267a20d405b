import type { Context } from "aws-lambda";
import { MAX_FUNCTION_SECONDS } from "../../domain/values/limits";
import { job } from "../job";

/** Creates the reports of a month on schedule, or of a month or a year on request with `{month?, ledgerId?}`. */
export const generateReport = job({
  description: "Creates the report of a month for one ledger or for all",
  pipeline: "reports",
  invocation: "event",
  schedule: {
    name: "reports",
    job: "report",
    description: "Creates the reports of the previous month",
    // On the 2nd, when the month is over in every time zone that a ledger may have: zones are at most 26 hours apart.
    // By then the indexes show its last expenses, too. Not between midnight and 4:00, when clocks change: EventBridge
    // skips times that do not exist.
    expression: "cron(0 5 2 * ? *)",
    overdueHours: 32 * 24,
    input: { scheduledTime: "<aws.scheduler.scheduled-time>" },
  },
  uses: {
    "expenses.list": ["Query"],
    "expenses.ledgerChanges": ["Query"],
    expenses: ["BatchGetItem"],
    "ledgers.byKind": ["Query"],
    ledgers: ["GetItem", "PutItem", "UpdateItem"],
    files: ["ListBucket"],
    "files.objects": ["GetObject", "PutObject", "AbortMultipartUpload", "DeleteObject"],
  },
  settings: ["timezone", "metricsNamespace"],
  timeoutSeconds: MAX_FUNCTION_SECONDS,
  memoryMb: 1024,
  runbook: {
    reports: {
      means:
        "the monthly report run failed, and so did its retries. Reports of the other ledgers were created.",
      response:
        'find the ledgers that failed, fix the cause, and run the month again; a year takes `{"month":"2026"}`. Existing reports are created again unchanged.',
      commands: `
        aws stepfunctions list-state-machines --query 'stateMachines[].stateMachineArn'
        aws lambda invoke --function-name "$(fn generateReport)" result.json \\
          --payload fileb://<(echo '{"month":"2026-10"}') && cat result.json`,
    },
    "generateReport-failures": {
      means: "a report that a user requested failed three times and its event is in the dead-letter queue.",
      response:
        "find the error and fix the cause, then replay on the admin page. Users see the report as failed and can request it again.",
      commands: `
        aws logs filter-log-events --log-group-name /expenses/dev/generateReport --filter-pattern '{ $.level = "ERROR" }' --limit 20
        aws s3 ls "s3://$(out reportsBucketName)/" --recursive --summarize`,
    },
    "generateReport-slow": {
      means:
        "one invocation takes nearly 15 minutes without stopping in time, because one ledger's month is enormous.",
      response:
        "find the ledger in the log. Give the function more memory, and so more CPU, in `handlers/reports/generateReport.ts`.",
    },
  },
  handler: (env) => async () => {
    const { documentClient } = await import("../../domain/aws/clients.js");
    const { s3Client } = await import("../../domain/aws/s3.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { LedgerChanges } = await import("../../domain/expenses/ledgerChanges.js");
    const { WholeLists } = await import("../../domain/expenses/wholeLists.js");
    const { LedgerRepository } = await import("../../domain/ledgers/ledgerRepository.js");
    const { OpenLedgers } = await import("../../domain/ledgers/openLedgers.js");
    const { JobLog } = await import("../../domain/jobs/jobLog.js");
    const { hasTime, parseEvent } = await import("../../domain/jobs/jobInput.js");
    const { publishMetrics } = await import("../../domain/aws/metrics.js");
    const { ReportMaker } = await import("../../domain/reports/reportMaker.js");
    const { ReportShelf } = await import("../../domain/reports/reportShelf.js");
    const { ReportLog } = await import("../../domain/reports/reportLog.js");
    const { reportRequest, runReports } = await import("../../domain/reports/reportJob.js");

    const db = documentClient();
    const s3 = s3Client();
    const expenses = new ExpenseRepository(db, env.expenses);
    const lists = new WholeLists(expenses, new LedgerChanges(db, env.expenses));
    const onMade = (bytes: number) =>
      publishMetrics(env.metricsNamespace, { Job: env.job }, [
        { name: "ReportsMade", value: 1, unit: "Count" },
        { name: "ReportBytes", value: bytes, unit: "Bytes" },
      ]);
    const jobs = new JobLog(db, env.ledgers);
    const open = new OpenLedgers(db, env.ledgers);
    const options = {
      ledgers: new LedgerRepository(db, env.ledgers),
      open,
      maker: new ReportMaker(lists, s3, env.files, open, onMade),
      shelf: new ReportShelf(s3, env.files),
      reports: new ReportLog(db, env.ledgers),
      succeeded: (at: Date) => jobs.succeeded(env.job, at),
      timezone: env.timezone,
      now: () => new Date(),
    };

    return async (event: unknown, context: Context) =>
      runReports(parseEvent(reportRequest, event), { ...options, hasTime: hasTime(context) });
  },
});
