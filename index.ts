import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { AccessLogs } from "./components/accessLogs";
import { AlertTopic } from "./components/alertTopic";
import { BackgroundJobs } from "./components/backgroundJobs";
import { BackupPipeline } from "./components/backupPipeline";
import { readConfig } from "./components/config/config";
import { tagResources } from "./components/config/tags";
import { DataMigration } from "./components/dataMigration";
import { jobFunctions, jobLinks } from "./components/deployment/deployedJobs";
import { ExpenseApi } from "./components/expenseApi";
import { ExpenseStore } from "./components/expenseStore";
import { LetterPhraser, NO_LETTER_PHRASER } from "./components/letterPhraser";
import { Monitoring } from "./components/monitoring";
import { NotificationKey } from "./components/notificationKey";
import { functionNamesOf } from "./components/parts/inlineFunction";
import { NO_RECEIPTS, ReceiptPipeline } from "./components/receiptPipeline";
import { ReportPipeline } from "./components/reportPipeline";
import { StaticSite } from "./components/staticSite";
import { UserDirectory } from "./components/userDirectory";

const config = readConfig();
tagResources();
for (const warning of config.warnings) pulumi.log.warn(warning);

const key = new NotificationKey("notifications");
const operations = new AlertTopic("operations", { ...config.operations, key });
const alerts = new AlertTopic("alerts", { ...config.alerts, key });
const store = new ExpenseStore("store", config.data);
const alarmTopicArn = operations.arn;
const users = new UserDirectory("users", { ...config.users, links: store.links, alarmTopicArn });
const logs = new AccessLogs("access-logs", config.data);
const site = new StaticSite("site", { ...config.site, logs });
logs.deliverFrom(site.logSourceArn);
const settings = { ...config.settings, ...users.settings, siteUrl: site.url };

const baseLinks = { ...store.links, ...users.links, alerts: alerts.link, alarms: operations.alarmsLink };
const shared = { settings, links: baseLinks, alarmTopicArn, logBucket: logs.bucketName, key };
const baseArgs = { ...config.timing, ...shared };
const receipts = config.receipts && new ReceiptPipeline("receipts", { ...baseArgs, ...config.receipts });
const letters = config.letters && new LetterPhraser("letters", { ...baseArgs, ...config.letters });
const links = { ...baseLinks, ...(receipts?.links ?? NO_RECEIPTS), ...(letters?.links ?? NO_LETTER_PHRASER) };
const jobArgs = { ...baseArgs, links };
const reports = new ReportPipeline("reports", { ...jobArgs, ...config.reports });
const backup = config.backup && new BackupPipeline("backup", { ...jobArgs, ...config.backup });
const background = new BackgroundJobs("background", { ...jobArgs, links: { ...links, ...reports.links } });
const jobs = [users, background, reports, receipts, letters, backup].flatMap((part) => part?.jobs ?? []);

const api = new ExpenseApi("expenses", {
  ...config.api,
  settings,
  links: { ...links, ...reports.links, ...jobLinks(jobs) },
  ...{ userPoolArn: users.userPool.arn, siteOrigin: site.url },
  parts: receipts ? ["receipts"] : [],
});
site.publish({
  ...config.page,
  ...{ apiUrl: api.url, cognitoUrl: users.url },
  ...{ userPoolClientId: users.client.id, receiptsUrl: receipts?.origin },
});
const functions = { ...api.functions, ...jobFunctions(jobs) };
new DataMigration("data-migration", { functions, table: store.ledgers.name });
const monitoring = new Monitoring("monitoring", { ...config.monitoring, api, store, alerts, alarmTopicArn });

export = {
  siteUrl: site.url,
  apiUrl: api.url,
  userPoolId: users.userPool.id,
  userPoolClientId: users.client.id,
  expensesTableName: store.expenses.name,
  alertTopicArn: alerts.arn,
  functionNames: functionNamesOf(functions),
  reportsBucketName: reports.bucket.bucket,
  // Pulumi warns about undefined outputs.
  ...backup?.outputs,
  dashboardUrl: monitoring.dashboardUrl,
  /** Shown by Pulumi Cloud on the stack's page. */
  readme: readFileSync("Pulumi.README.md", "utf8"),
};
