import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import type { AlertThresholds } from "../domain/expenses/alertMarks";
import { isCurrency } from "../domain/values/currency";
import { isTimeZone } from "../domain/values/day";
import { formatAmount, parseAmount } from "../domain/values/money";
import type { OwnDomain } from "./siteDistribution";

const email = z.email("must be an e-mail address");
const currency = z.string().refine(isCurrency, "must be an ISO 4217 code, for example EUR");
const amount = z.union([z.number(), z.string()]);

const schedule = z
  .string()
  .regex(/^(cron|rate)\(.+\)$/, "must be cron(…) or rate(…) as EventBridge Scheduler takes it");
const days = z.int().min(1);
const hours = z.number().positive();

/** Every setting of the program, with its default. README.md has the same table in words. */
const settings = z.object({
  currency: currency.default("USD"),
  timezone: z
    .string()
    .refine(isTimeZone, "must be an IANA time zone, for example Europe/Berlin")
    .default("UTC"),
  alertThreshold: amount.default(500),
  alertThresholds: z.record(currency, amount).default({}),
  alertEmails: z.array(email).default([]),
  operatorEmails: z.array(email).default([]),
  adminEmails: z.array(email).default([]),
  signUp: z.enum(["open", "invite"]).default("open"),
  siteAccess: z.enum(["cdn", "website"]).default("cdn"),
  protectData: z.boolean().default(true),
  gatewayAccount: z.enum(["create", "existing"]).default("create"),
  requestsPerSecond: z.int().min(1).max(10_000).default(50),
  requestBurst: z.int().min(1).max(5_000).default(100),
  requestsPerUser: z.int().min(10).max(2_000_000).default(1000),
  waf: z.boolean().default(false),
  threatProtection: z.boolean().default(false),
  domain: z.hostname("must be a host name, for example expenses.example.com").optional(),
  certificateArn: z
    .string()
    .regex(
      /^arn:aws[\w-]*:acm:us-east-1:/,
      "must be the ARN of a certificate in us-east-1, where CloudFront looks",
    )
    .optional(),
  reservedConcurrency: z.record(z.string(), z.int().min(1)).default({}),
  // Not between midnight and 4:00, when clocks change: EventBridge leaves out a time that the clock skips.
  reportSchedule: schedule.default("cron(0 5 1 * ? *)"),
  reportOverdueHours: hours.default(32 * 24),
  reportArchiveAfterDays: days.default(90),
  reportArchiveClass: z.enum(["GLACIER", "GLACIER_IR"]).default("GLACIER"),
  reportExpireAfterDays: days.optional(),
  backup: z.boolean().default(true),
  backupSchedule: schedule.default("cron(0 4 * * ? *)"),
  backupOverdueHours: hours.default(36),
  verifySchedule: schedule.default("cron(0 6 ? * SUN *)"),
  verifyOverdueHours: hours.default(8 * 24),
  monthlyBudget: z.number().positive().default(20),
});

type Values = z.infer<typeof settings>;

/** The settings as the program uses them. */
export interface Settings extends Omit<Values, "domain" | "certificateArn"> {
  /** The site's own name, with its certificate. */
  domain?: OwnDomain;
  /** Of the stack's currency, as a decimal. */
  alertThreshold: string;
  /** Above which amount an expense is alerted: minor units by currency. */
  thresholds: AlertThresholds;
}

/**
 * Reads the stack's configuration.
 * @throws Error that names each setting that is wrong, and what it must be.
 */
export function readConfig(): Settings {
  const config = new pulumi.Config();
  const values = Object.fromEntries(Object.keys(settings.shape).map((key) => [key, parse(config.get(key))]));
  const result = settings.safeParse(values);
  if (!result.success) throw new Error(result.error.issues.map(describe).join("\n"));
  const { currency } = result.data;
  const thresholds = thresholdsOf(result.data);
  return {
    ...result.data,
    domain: ownDomain(result.data),
    thresholds,
    alertThreshold: formatAmount(thresholds[currency] ?? 0, currency),
  };
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
    throw new Error(
      `Configuration \`alertThreshold\` of ${code}: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function describe({ path, message }: z.core.$ZodIssue): string {
  const [key, ...rest] = path;
  const place = rest.length > 0 ? ` (at ${rest.join(".")})` : "";
  return `Configuration \`${String(key)}\`${place} ${message}. Set it with \`pulumi config set ${String(key)} …\`.`;
}
