import { OPERATORS } from "../../domain/alerts/alertMail";
import type { AlertThresholds } from "../../domain/expenses/alertMarks";
import type { TrackedJob } from "../../domain/jobs/jobLog";
import { formatAmount } from "../../domain/values/money";
import { jobs, trackedSchedules } from "../../handlers/catalogue";
import { isTracked, type Job } from "../../handlers/job";
import { metricsNamespace } from "./names";
import { readSettings, type StackSettings } from "./readSettings";
import { thresholdsOf } from "./settingRules";

/**
 * Reads the stack's configuration, grouped by the component that uses it.
 * @throws pulumi.RunError that names each invalid setting, and its valid values.
 */
export function readConfig() {
  const values = readSettings();
  const { timezone, protectData } = values;
  const optional = optionalPipelines(values);
  const settings = settingsOf(values, optional);
  return {
    warnings: warningsOf(values),
    operations: { displayName: "Expense tracker operations", emails: values.operatorEmails },
    alerts: { displayName: "Expense tracker alerts", emails: values.alertEmails, audience: OPERATORS },
    data: { protectData, formerListIndex: values.formerListIndex },
    users: {
      adminEmails: values.adminEmails,
      threatProtection: values.threatProtection,
      sesIdentity: values.sesIdentity,
      protectData,
      settings,
    },
    site: { access: values.siteAccess, domain: ownDomain(values) },
    page: pageOf(values),
    settings,
    timing: { timezone, schedules: schedulesOf(values) },
    reports: {
      archiveAfterDays: values.reportArchiveAfterDays,
      archiveClass: values.reportArchiveClass,
      expireAfterDays: values.reportExpireAfterDays,
      protectData,
    },
    ...optional,
    api: {
      gatewayAccount: values.gatewayAccount,
      reservedConcurrency: values.reservedConcurrency,
      throttling: { rateLimit: values.requestsPerSecond, burstLimit: values.requestBurst },
      firewall: values.waf,
    },
    monitoring: { monthlyBudget: values.monthlyBudget, budgetScope: values.monthlyBudgetScope },
  };
}

/** The pipelines that a deployment can do without, by their jobs' `pipeline`; undefined without them. */
function optionalPipelines(values: StackSettings) {
  const { protectData, insightsModel: modelId } = values;
  return {
    receipts: values.receipts ? { protectData, archiveAfterDays: values.receiptArchiveAfterDays } : undefined,
    letters: modelId === undefined ? undefined : { modelId },
    backup: values.backup
      ? {
          protectData,
          instanceClass: values.backupInstanceClass,
          retentionDays: values.backupRetentionDays,
          finalSnapshot: values.backupFinalSnapshot,
          snapshot: values.backupSnapshot,
          storageLimitGb: values.backupStorageLimitGb,
        }
      : undefined,
  } satisfies { [Pipeline in Job["pipeline"]]?: object | undefined };
}

/** Values of the deployment for the page. */
function pageOf(values: StackSettings) {
  const { currency, timezone, insightsModel } = values;
  const thresholds = thresholdsOf(values);
  return {
    currency,
    timezone,
    alertThresholds: decimalsOf(thresholds),
    alertThreshold: formatAmount(thresholds[currency] ?? 0, currency),
    insightsModel,
    databaseBackupDays: values.backup ? values.backupRetentionDays : 0,
  };
}

/** Values of the deployment for functions. */
function settingsOf(values: StackSettings, optional: ReturnType<typeof optionalPipelines>) {
  const { currency, timezone, quotas, requireAdminSecondFactor, signUp, invitationsAdmit } = values;
  return {
    currency,
    timezone,
    thresholds: thresholdsOf(values),
    metricsNamespace: metricsNamespace(),
    quotas,
    requireAdminSecondFactor,
    signUp,
    invitationsAdmit,
    jobs: trackedJobs(optional),
  };
}

function decimalsOf(thresholds: AlertThresholds): Record<string, string> {
  const entries = Object.entries(thresholds);
  return Object.fromEntries(entries.map(([currency, minor]) => [currency, formatAmount(minor, currency)]));
}

function schedulesOf(values: StackSettings) {
  const schedules = trackedSchedules.map(({ job }) => [
    job,
    { expression: String(values[`${job}Schedule`]), overdueHours: Number(values[`${job}OverdueHours`]) },
  ]);
  return Object.fromEntries(schedules);
}

/** The jobs of this deployment that have to succeed regularly. */
function trackedJobs(optional: { [Pipeline in Job["pipeline"]]?: object | undefined }): TrackedJob[] {
  return jobs
    .filter(({ pipeline }) => !(pipeline in optional) || optional[pipeline])
    .flatMap(({ description, schedule }) =>
      isTracked(schedule) ? { job: schedule.job, description: schedule.description ?? description } : [],
    );
}

function ownDomain({ domain, certificateArn }: StackSettings) {
  return domain && certificateArn ? { name: domain, certificateArn } : undefined;
}

/** Warnings about settings that are valid but likely to be regretted. */
function warningsOf({ operatorEmails, siteAccess }: StackSettings): string[] {
  return [
    ...(operatorEmails.length === 0
      ? [
          "Nobody is notified of alarms. " +
            `Set your address: npx pulumi config set operatorEmails '["someone@example.com"]'`,
        ]
      : []),
    ...(siteAccess === "website"
      ? [
          "The site is served over plain HTTP: passwords travel in the clear. " +
            "Use CloudFront instead: npx pulumi config set siteAccess cdn",
        ]
      : []),
  ];
}
