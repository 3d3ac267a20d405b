import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import type { AlertThresholds } from "../../domain/expenses/alertMarks";
import { AmountError, formatAmount, parseAmount } from "../../domain/values/money";
import { refusalText } from "../../domain/values/refusals";
import { jobs, trackedSchedules } from "../../handlers/catalogue";
import { isTracked } from "../../handlers/job";
import type { OwnDomain } from "../siteDistribution";
import { metricsNamespace } from "./metricsNamespace";
import { scheduleSettings, settings, type Values } from "./settingsSchema";

/**
 * Reads the stack's configuration, grouped by the component that takes it.
 * @throws Error that names each setting that is wrong, and what it must be.
 */
export function readConfig() {
  const values = readValues();
  const { currency, timezone, protectData } = values;
  const thresholds = thresholdsOf(values);
  return {
    operations: { displayName: "Expense tracker operations", emails: values.operatorEmails },
    alerts: { displayName: "Expense tracker alerts", emails: values.alertEmails },
    data: { protectData },
    users: {
      adminEmails: values.adminEmails,
      threatProtection: values.threatProtection,
      protectData,
    },
    site: { access: values.siteAccess, domain: ownDomain(values), protectData },
    /** Values of the deployment for the page. */
    page: { currency, timezone, alertThreshold: formatAmount(thresholds[currency] ?? 0, currency) },
    /** Values of the deployment for functions. */
    settings: {
      currency,
      timezone,
      thresholds,
      metricsNamespace: metricsNamespace(),
      quotas: values.quotas,
      signUp: values.signUp,
      jobs: trackedJobs(values),
    },
    timing: { timezone, schedules: schedulesOf(values) },
    reports: {
      archiveAfterDays: values.reportArchiveAfterDays,
      archiveClass: values.reportArchiveClass,
      expireAfterDays: values.reportExpireAfterDays,
      protectData,
    },
    backup: values.backup ? { protectData } : undefined,
    api: {
      gatewayAccount: values.gatewayAccount,
      reservedConcurrency: values.reservedConcurrency,
      throttling: { rateLimit: values.requestsPerSecond, burstLimit: values.requestBurst },
      firewall: values.waf,
    },
    monitoring: { monthlyBudget: values.monthlyBudget },
  };
}

type ScheduleValues = z.infer<typeof scheduleSettings>;

function readValues(): Values & ScheduleValues {
  const config = new pulumi.Config();
  const schema = settings.extend(scheduleSettings.shape);
  const values = Object.fromEntries(Object.keys(schema.shape).map((key) => [key, parse(config.get(key))]));
  const result = schema.safeParse(values);
  if (!result.success) throw new Error(result.error.issues.map(describe).join("\n"));
  return result.data as Values & ScheduleValues;
}

/** Pulumi keeps every value as text: numbers, booleans, lists and objects as JSON. */
function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function schedulesOf(values: ScheduleValues) {
  const schedules = trackedSchedules.map(({ job }) => [
    job,
    { expression: String(values[`${job}Schedule`]), overdueHours: Number(values[`${job}OverdueHours`]) },
  ]);
  return Object.fromEntries(schedules);
}

/** The jobs of this deployment that have to succeed regularly, by the names of their successes. */
function trackedJobs({ backup }: Values): string[] {
  return jobs
    .filter(({ pipeline }) => backup || pipeline !== "backup")
    .map(({ schedule }) => schedule)
    .filter(isTracked)
    .map(({ job }) => job);
}

function ownDomain({ domain, certificateArn, siteAccess }: Values): OwnDomain | undefined {
  if (domain === undefined && certificateArn === undefined) return undefined;
  if (domain === undefined || certificateArn === undefined) {
    throw new Error("Configuration `domain` and `certificateArn` go together: set both, or neither.");
  }
  if (siteAccess !== "cdn") throw new Error("Configuration `domain` needs `siteAccess` to be `cdn`.");
  return { name: domain, certificateArn };
}

function thresholdsOf({ currency, alertThreshold, alertThresholds }: Values): AlertThresholds {
  const amounts = { ...alertThresholds, [currency]: alertThreshold };
  return Object.fromEntries(Object.entries(amounts).map(([code, value]) => [code, threshold(value, code)]));
}

function threshold(value: string | number, code: string): number {
  try {
    return parseAmount(value, code);
  } catch (error) {
    const reason = error instanceof AmountError ? refusalText(error) : String(error);
    throw new Error(`Configuration \`alertThreshold\` of ${code}: ${reason}`);
  }
}

function describe({ path, message }: z.core.$ZodIssue): string {
  const [key, ...rest] = path;
  const place = rest.length > 0 ? ` (at ${rest.join(".")})` : "";
  return `Configuration \`${String(key)}\`${place} ${message}. Set it with \`pulumi config set ${String(key)} …\`.`;
}
