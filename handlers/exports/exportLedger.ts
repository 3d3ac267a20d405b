import type { Context } from "aws-lambda";
import { MAX_FUNCTION_SECONDS } from "../../domain/values/limits";
import { job } from "../job";

/** Started by `requestExport`: writes all data of a ledger into files. */
export const exportLedger = job({
  description: "Exports all data of a ledger to files",
  invocation: "event",
  uses: {
    "expenses.list": ["Query"],
    "expenses.ledgerChanges": ["Query"],
    expenses: ["BatchGetItem"],
    ledgers: ["BatchGetItem", "GetItem", "PutItem", "Query"],
    files: ["ListBucket"],
    "files.exports": ["PutObject", "AbortMultipartUpload"],
    receiptFiles: ["ListBucket"],
    "receiptFiles.objects": ["GetObjectVersion"],
    alerts: ["GetSubscriptionAttributes"],
    users: ["AdminGetUser", "ListUsers"],
  },
  settings: ["timezone"],
  timeoutSeconds: MAX_FUNCTION_SECONDS,
  memoryMb: 1024,
  runbook: {
    "exportLedger-failures": {
      means: "an export failed three times and its event is in the dead-letter queue.",
      response: "find the error and fix the cause, then replay on the admin page.",
      commands: `
        aws logs filter-log-events --log-group-name /expenses/dev/exportLedger --filter-pattern '{ $.level = "ERROR" }' --limit 20`,
    },
    "exportLedger-slow": {
      means: `an export takes nearly 15 minutes. It stops in time: if the expenses took them, it failed; if the receipts did, their
        archive lacks the oldest, and its user is told how many.`,
      response: `as for \`generateReport-slow\`, in \`handlers/exports/exportLedger.ts\`.`,
    },
  },
  handler: (env) => async () => {
    const { secondFactorsOf } = await import("../../domain/accounts/secondFactors.js");
    const { UserPool } = await import("../../domain/accounts/userPool.js");
    const { AlertLog } = await import("../../domain/alerts/alertLog.js");
    const { AlertSubscriptions } = await import("../../domain/alerts/alertSubscriptions.js");
    const { SubscriptionRepository } = await import("../../domain/alerts/subscriptionRepository.js");
    const { documentClient, snsClient } = await import("../../domain/aws/clients.js");
    const { BudgetStore } = await import("../../domain/budgets/budgetStore.js");
    const { ExpenseRepository } = await import("../../domain/expenses/expenseRepository.js");
    const { LedgerChanges } = await import("../../domain/expenses/ledgerChanges.js");
    const { WholeLists } = await import("../../domain/expenses/wholeLists.js");
    const { ExportLog } = await import("../../domain/exports/exportLog.js");
    const { ExportMaker } = await import("../../domain/exports/exportMaker.js");
    const { runExport } = await import("../../domain/exports/exportRun.js");
    const { hasTime } = await import("../../domain/jobs/jobInput.js");
    const { AccessReader } = await import("../../domain/ledgers/accessReader.js");
    const { LedgerActLog } = await import("../../domain/ledgers/ledgerActLog.js");
    const { OpenLedgers } = await import("../../domain/ledgers/openLedgers.js");
    const { sharedLedgersOf } = await import("../../domain/ledgers/sharedLedgers.js");
    const { UserSettingsRepository } = await import("../../domain/ledgers/userSettings.js");
    const { ReceiptFiles } = await import("../../domain/receipts/receiptFiles.js");
    const { ReceiptStore } = await import("../../domain/receipts/receiptStore.js");
    const { CalendarFeeds } = await import("../../domain/ledgers/calendarFeeds.js");
    const { RuleRepository } = await import("../../domain/recurring/ruleRepository.js");
    const { ReportLog } = await import("../../domain/reports/reportLog.js");
    const { ReportShelf } = await import("../../domain/reports/reportShelf.js");
    const { s3Client } = await import("../../domain/aws/s3.js");

    const db = documentClient();
    const s3 = s3Client();
    const log = new ExportLog(db, env.ledgers);
    const open = new OpenLedgers(db, env.ledgers);
    const users = new UserPool(env.users);
    const factors = secondFactorsOf(env);
    const stored = new SubscriptionRepository(db, env.ledgers);
    const expenses = new ExpenseRepository(db, env.expenses);
    const sources = {
      expenses,
      lists: new WholeLists(expenses, new LedgerChanges(db, env.expenses)),
      access: new AccessReader(db, env.ledgers),
      alerts: new AlertLog(db, env.ledgers),
      acts: new LedgerActLog(db, env.ledgers),
      budgets: new BudgetStore(db, env.ledgers),
      calendars: new CalendarFeeds(db, env.ledgers),
      subscriptions: new AlertSubscriptions(snsClient(), env.alerts, stored),
      shelf: new ReportShelf(s3, env.files),
      reports: new ReportLog(db, env.ledgers),
      receipts: new ReceiptStore(db, env.ledgers),
      receiptFiles: new ReceiptFiles(s3, env.receiptFiles),
      rules: new RuleRepository(db, env.ledgers),
      timezone: env.timezone,
      shared: sharedLedgersOf(env),
      userSettings: new UserSettingsRepository(db, env.ledgers),
      async account(userId: string) {
        const user = await users.find(userId);
        return user && { ...user, secondFactor: await factors.state(user) };
      },
    };
    const maker = new ExportMaker(sources, open, s3, env.files);

    return (event: unknown, context: Context) =>
      runExport({ log, open, maker, hasTime: hasTime(context) }, event);
  },
});
