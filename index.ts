import { readFileSync } from "node:fs";
import { AccessLogs } from "./components/accessLogs";
import { AccountPipeline } from "./components/accountPipeline";
import { AdminFunctions } from "./components/adminFunctions";
import { AlertSweep } from "./components/alertSweep";
import { AlertTopic } from "./components/alertTopic";
import { ApiFirewall } from "./components/apiFirewall";
import { BackupPipeline } from "./components/backupPipeline";
import { readConfig } from "./components/config";
import { CostBudget } from "./components/costBudget";
import { ExpenseApi } from "./components/expenseApi";
import { ExpenseStore } from "./components/expenseStore";
import { deadLettersOf, functionNamesOf } from "./components/inlineFunction";
import { Monitoring } from "./components/monitoring";
import { NotificationKey } from "./components/notificationKey";
import { ReportPipeline } from "./components/reportPipeline";
import { StaticSite } from "./components/staticSite";
import { UserDirectory } from "./components/userDirectory";
import type { JobName } from "./domain/jobs/jobLog";

const config = readConfig();

const key = new NotificationKey("notifications");
const operations = new AlertTopic("operations", {
  displayName: "Expense tracker operations",
  emails: config.operatorEmails,
  key,
});
const alerts = new AlertTopic("alerts", {
  displayName: "Expense tracker alerts",
  emails: config.alertEmails,
  key,
});

const store = new ExpenseStore("store", config);
const users = new UserDirectory("users", config);
const logs = new AccessLogs("access-logs", config);
const site = new StaticSite("site", {
  access: config.siteAccess,
  protectData: config.protectData,
  domain: config.domain,
  logBucket: logs.bucket,
});

const alarmTopicArn = operations.arn;
const timing = (expression: string, overdueHours: number) => ({
  expression,
  overdueHours,
  timezone: config.timezone,
});

const reports = new ReportPipeline("reports", {
  store,
  siteOrigin: site.url,
  timing: timing(config.reportSchedule, config.reportOverdueHours),
  archiveAfterDays: config.reportArchiveAfterDays,
  archiveClass: config.reportArchiveClass,
  expireAfterDays: config.reportExpireAfterDays,
  protectData: config.protectData,
  logBucket: logs.bucket.bucket,
  alarmTopicArn,
});
const backup = config.backup
  ? new BackupPipeline("backup", {
      store,
      backupTiming: timing(config.backupSchedule, config.backupOverdueHours),
      verifyTiming: timing(config.verifySchedule, config.verifyOverdueHours),
      protectData: config.protectData,
      alarmTopicArn,
    })
  : undefined;
const accounts = new AccountPipeline("accounts", {
  store,
  alerts,
  userPool: users.userPool,
  reports: reports.bucket,
  siteOrigin: site.url,
  alarmTopicArn,
});
const jobs: JobName[] = backup ? ["report", "backup", "verify"] : ["report"];
const sweep = new AlertSweep("alert-sweep", {
  store,
  alerts,
  operations,
  timezone: config.timezone,
  jobs,
});
const background = {
  ...sweep.functions,
  ...reports.functions,
  ...accounts.functions,
  ...backup?.functions,
};
const admin = new AdminFunctions("admin", {
  userPool: users.userPool,
  store,
  jobs,
  deadLetters: [
    ...deadLettersOf(background),
    ...sweep.deadLetters,
    ...reports.deadLetters,
    ...(backup?.deadLetters ?? []),
  ],
  alarmTopicArn,
  siteOrigin: site.url,
});
const api = new ExpenseApi("expenses", {
  store,
  alerts,
  siteOrigin: site.url,
  userPoolArn: users.userPool.arn,
  currency: config.currency,
  timezone: config.timezone,
  thresholds: config.thresholds,
  reservedConcurrency: config.reservedConcurrency,
  gatewayAccount: config.gatewayAccount,
  throttling: { rateLimit: config.requestsPerSecond, burstLimit: config.requestBurst },
  functions: { ...reports.apiFunctions, ...accounts.apiFunctions, ...admin.functions },
});
if (config.waf) {
  new ApiFirewall("firewall", {
    stageArn: api.stageArn,
    siteOrigin: site.url,
    requestsPerUser: config.requestsPerUser,
  });
}
site.publish({
  apiUrl: api.url,
  cognitoUrl: users.url,
  userPoolClientId: users.client.id,
  currency: config.currency,
  timezone: config.timezone,
  alertThreshold: config.alertThreshold,
});

const functions = { ...api.functions, ...background };
new CostBudget("budget", { limit: config.monthlyBudget, alarmTopicArn });
const monitoring = new Monitoring("monitoring", {
  api,
  store,
  alerts,
  functions,
  alarmTopicArn: operations.arn,
});

/** Where the page is. */
export const siteUrl = site.url;
/** Base URL of the API. */
export const apiUrl = api.url;
/** Cognito user pool of everybody who may sign in. */
export const userPoolId = users.userPool.id;
/** The site's client of the user pool. */
export const userPoolClientId = users.client.id;
/** DynamoDB table of the expenses. */
export const expensesTableName = store.expenses.name;
/** SNS topic of the expense alerts. */
export const alertTopicArn = alerts.arn;
/** Lambda function names by handler name. */
export const functionNames = functionNamesOf(functions);
/** S3 bucket of the reports and exports. */
export const reportsBucketName = reports.bucket.bucket;
/** Step Functions state machine of the backup; start it with `{"mode": "full"}` for a first load or a rebuild. */
export const backupMachineArn = backup?.backupMachineArn;
/** Step Functions state machine that restores from the backup; started by hand. */
export const restoreMachineArn = backup?.restoreMachineArn;
/** CloudWatch dashboard. */
export const dashboardUrl = monitoring.dashboardUrl;
/** Shown by Pulumi Cloud on the stack's page. */
export const readme = readFileSync("Pulumi.README.md", "utf8");
