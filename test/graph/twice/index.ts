import * as pulumi from "@pulumi/pulumi";
import { AccessLogs } from "../../../components/accessLogs";
import { AlertTopic } from "../../../components/alertTopic";
import { BackgroundJobs } from "../../../components/backgroundJobs";
import { BackupPipeline } from "../../../components/backupPipeline";
import { readConfig } from "../../../components/config/config";
import { DataMigration } from "../../../components/dataMigration";
import { jobFunctions, jobLinks } from "../../../components/deployment/deployedJobs";
import { ExpenseApi } from "../../../components/expenseApi";
import { ExpenseStore } from "../../../components/expenseStore";
import { LetterPhraser } from "../../../components/letterPhraser";
import { Monitoring } from "../../../components/monitoring";
import { NotificationKey } from "../../../components/notificationKey";
import { ReceiptPipeline } from "../../../components/receiptPipeline";
import { ReportPipeline } from "../../../components/reportPipeline";
import { StaticSite } from "../../../components/staticSite";
import { UserDirectory } from "../../../components/userDirectory";

const config = readConfig();

/** The settings of the backup, which is on by default. */
const backupConfig = config.backup ?? ifOff();

/** The settings of receipts, which are on by default. */
const receiptConfig = config.receipts ?? ifOff();

/** The settings of letters by a model, which the test turns on. */
const letterConfig = config.letters ?? ifOff();

function ifOff(): never {
  throw new Error("A part is off.");
}

/** Everything that index.ts makes, under names of its own. */
function deploy(name: (usual: string) => string): void {
  const key = new NotificationKey(name("notifications"));
  const alerts = new AlertTopic(name("alerts"), { ...config.alerts, key });
  const store = new ExpenseStore(name("store"), config.data);
  const users = new UserDirectory(name("users"), {
    ...config.users,
    links: store.links,
    alarmTopicArn: alerts.arn,
  });
  const logs = new AccessLogs(name("access-logs"), config.data);
  const site = new StaticSite(name("site"), { ...config.site, logs });
  logs.deliverFrom(site.logSourceArn);
  const settings = { ...config.settings, ...users.settings, siteUrl: site.url };
  const website = new StaticSite(name("website"), { access: "website", logs });
  const alarmTopicArn = alerts.arn;
  const baseLinks = { ...store.links, ...users.links, alerts: alerts.link, alarms: alerts.alarmsLink };
  const baseArgs = { ...config.timing, settings, alarmTopicArn };
  const receipts = new ReceiptPipeline(name("receipts"), {
    ...{ ...baseArgs, ...receiptConfig, links: baseLinks, key },
    logBucket: logs.bucketName,
  });
  const letters = new LetterPhraser(name("letters"), {
    ...{ ...baseArgs, ...letterConfig, links: baseLinks },
  });
  const links = { ...baseLinks, ...receipts.links, ...letters.links };
  const jobArgs = { ...baseArgs, links };
  const reports = new ReportPipeline(name("reports"), {
    ...jobArgs,
    ...config.reports,
    logBucket: logs.bucketName,
  });
  const all = { ...links, ...reports.links };
  const backup = new BackupPipeline(name("backup"), { ...jobArgs, ...backupConfig });
  const background = new BackgroundJobs(name("background"), { ...jobArgs, links: all });
  const jobs = [
    ...users.jobs,
    ...background.jobs,
    ...reports.jobs,
    ...receipts.jobs,
    ...letters.jobs,
    ...backup.jobs,
  ];
  const api = new ExpenseApi(name("expenses"), {
    ...config.api,
    settings,
    links: { ...all, ...jobLinks(jobs) },
    userPoolArn: users.userPool.arn,
    siteOrigin: pulumi.interpolate`${site.url}`,
    firewall: true,
    parts: ["receipts"],
  });
  for (const page of [site, website]) {
    page.publish({
      ...config.page,
      apiUrl: api.url,
      cognitoUrl: users.url,
      userPoolClientId: users.client.id,
    });
  }
  new DataMigration(name("data-migration"), {
    functions: { ...api.functions, ...jobFunctions(jobs) },
    table: store.ledgers.name,
  });
  new Monitoring(name("monitoring"), {
    ...config.monitoring,
    ...{ api, store, alerts, alarmTopicArn },
  });
}

deploy((usual) => usual);
deploy((usual) => `second-${usual}`);
