import * as z from "zod";
import { QUOTAS, type QuotaLimits } from "../../domain/quotas/quotaKinds";
import { isCurrency } from "../../domain/values/currency";
import { isTimeZone } from "../../domain/values/day";
import { DATABASE_BACKUP_DAYS } from "../../domain/values/limits";
import { operations, trackedSchedules } from "../../handlers/catalogue";
import { DEFAULT_PREFIX } from "./names";
import { isScheduleExpression } from "./scheduleExpression";

const email = z.email("must be an email address");
/** Each address names resources, of which there may be one; mail servers and Cognito ignore case. */
const emails = z
  .array(email)
  .refine(
    (addresses) => new Set(addresses.map((one) => one.toLowerCase())).size === addresses.length,
    "must name each address once, whatever its case",
  );
const currency = z.string().refine(isCurrency, "must be an ISO 4217 code");
const amount = z.union([z.number(), z.string()], "must be an amount");
const schedule = z
  .string()
  .refine(
    isScheduleExpression,
    "must be cron(…) with six fields or rate(…), in the syntax of EventBridge Scheduler, where either day is ?",
  );
const days = z.int("must be a whole number of days").min(1, "must be at least one day");
const hours = z.number("must be a number of hours").positive("must be above 0");
const flag = z.boolean("must be true or false");
const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, `must be ${values.map((value) => `\`${value}\``).join(" or ")}`);

/** The limits of every kind, each with its default; a limit that a kind does not have is refused. */
const quotas = z
  .strictObject(
    Object.fromEntries(
      Object.entries(QUOTAS).map(([kind, { period: _period, ...limits }]) => [
        kind,
        z
          .strictObject(
            Object.fromEntries(
              Object.entries(limits).map(([name, max]) => [name, z.int().min(1).default(max)]),
            ),
          )
          .prefault({}),
      ]),
    ),
  )
  .prefault({}) as unknown as z.ZodType<QuotaLimits>;

/** Initial gigabytes of the backup database, RDS's minimum for gp3. */
export const MIN_STORAGE_GB = 20;

/** RDS accepts a limit of storage that is at least a tenth above the current one. */
const MIN_STORAGE_LIMIT_GB = MIN_STORAGE_GB * 1.1;

/** Every setting of the program, with its default. README.md has the same table in words. */
export const settings = z.object({
  currency: currency.default("USD"),
  timezone: z.string().refine(isTimeZone, "must be an IANA time zone").transform(spelledZone).default("UTC"),
  alertThreshold: amount.default(500),
  alertThresholds: z.record(currency, amount).default({}),
  alertEmails: emails.default([]),
  operatorEmails: emails.default([]),
  adminEmails: emails.default([]),
  signUp: oneOf(["open", "invite"]).default("open"),
  invitationsAdmit: flag.default(true),
  requireAdminSecondFactor: flag.default(true),
  siteAccess: oneOf(["cdn", "website"]).default("cdn"),
  insecureWebsite: flag.default(false),
  protectData: flag.default(true),
  formerListIndex: flag.default(false),
  quotas,
  gatewayAccount: oneOf(["create", "existing"]).default("create"),
  requestsPerSecond: z.int().min(1).max(10_000).default(50),
  requestBurst: z.int().min(1).max(5_000).default(100),
  waf: flag.default(false),
  threatProtection: flag.default(false),
  domain: z.hostname("must be a host name").optional(),
  certificateArn: z
    .string()
    .regex(
      /^arn:aws[\w-]*:acm:us-east-1:/,
      "must be the ARN of a certificate in us-east-1, where CloudFront looks",
    )
    .optional(),
  reservedConcurrency: z
    .partialRecord(
      z.enum(operations.map(({ name }) => name)),
      z.int().min(1),
      "must name functions of the API, each with a number",
    )
    .default({}),
  reportArchiveAfterDays: days.default(90),
  reportArchiveClass: oneOf(["GLACIER", "GLACIER_IR"]).default("GLACIER"),
  reportExpireAfterDays: days.optional(),
  receipts: flag.default(true),
  receiptArchiveAfterDays: days.default(90),
  insightsModel: z
    .string()
    .regex(
      /^(?!(us|us-gov|eu|apac|ap|au|jp|ca|sa|global)\.)[a-z0-9]+(\.[a-z0-9-]+)+(:\d+)?$/,
      "must be the ID of a foundation model of Amazon Bedrock in the stack's Region, not of an inference profile",
    )
    .optional(),
  backup: flag.default(true),
  backupInstanceClass: z
    .string()
    .regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/, "must be an RDS instance class")
    .default("db.t4g.micro"),
  backupRetentionDays: days.max(35, "must be at most 35 days").default(DATABASE_BACKUP_DAYS),
  backupFinalSnapshot: flag.default(true),
  backupSnapshot: z
    .string()
    .regex(
      // Snapshots that RDS and AWS Backup take by themselves have a prefix.
      /^(arn:aws[\w-]*:rds:[a-z0-9-]+:\d{12}:snapshot:)?(rds:|awsbackup:)?(?=[^:]{1,255}$)[a-zA-Z][a-zA-Z0-9]*(-[a-zA-Z0-9]+)*$/,
      "must be the identifier or the ARN of a snapshot of a database instance",
    )
    .optional(),
  backupStorageLimitGb: z
    .int("must be a whole number of gigabytes")
    .max(65_536, "must be at most 65,536 GB")
    .refine(
      (limit) => limit === MIN_STORAGE_GB || limit >= MIN_STORAGE_LIMIT_GB,
      `must be ${MIN_STORAGE_GB}, which turns growth off, or at least ${MIN_STORAGE_LIMIT_GB} GB`,
    )
    .default(1000),
  monthlyBudget: z
    .number("must be a number of US dollars")
    .min(0, "must be 0, for none, or more")
    .default(20),
  monthlyBudgetScope: oneOf(["account", "stack"]).default("account"),
  sesIdentity: z
    .string()
    .regex(
      /^arn:aws[\w-]*:ses:[a-z0-9-]+:\d{12}:identity\/\S+\.\S+$/,
      "must be the ARN of a verified identity of SES, a domain or an address",
    )
    .optional(),
  // One word: a hyphen joins it to the stack's name, so that `a-b` and the stack `c` would be `a` and the stack `b-c`.
  namePrefix: z
    .string()
    .regex(/^[a-z][a-z0-9]*$/, "must be one word of lowercase letters and digits, beginning with a letter")
    .max(30, "must be at most 30 characters")
    .default(DEFAULT_PREFIX),
});

/** `Intl` accepts any case, EventBridge Scheduler may not. Former names of a zone stay as they are. */
function spelledZone(zone: string): string {
  const spelled = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  return spelled.toLowerCase() === zone.toLowerCase() ? spelled : zone;
}

export type BasicSettings = z.infer<typeof settings>;

/** A valid example of each setting, as it is typed after `npx pulumi config set NAME`. */
export const EXAMPLES: Readonly<Record<keyof BasicSettings, string>> = {
  currency: "EUR",
  timezone: "Europe/Berlin",
  alertThreshold: "500",
  alertThresholds: `'{"EUR": 450}'`,
  alertEmails: `'["someone@example.com"]'`,
  operatorEmails: `'["someone@example.com"]'`,
  adminEmails: `'["someone@example.com"]'`,
  signUp: "invite",
  invitationsAdmit: "false",
  requireAdminSecondFactor: "false",
  siteAccess: "cdn",
  insecureWebsite: "true",
  protectData: "true",
  formerListIndex: "true",
  quotas: `'{"exports": {"perUser": 5}}'`,
  gatewayAccount: "existing",
  requestsPerSecond: "50",
  requestBurst: "100",
  waf: "true",
  threatProtection: "true",
  domain: "expenses.example.com",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/…",
  reservedConcurrency: `'{"logExpense": 10}'`,
  reportArchiveAfterDays: "90",
  reportArchiveClass: "GLACIER_IR",
  reportExpireAfterDays: "730",
  receipts: "false",
  receiptArchiveAfterDays: "365",
  insightsModel: "amazon.nova-lite-v1:0",
  backup: "false",
  backupInstanceClass: "db.t3.micro",
  backupRetentionDays: "7",
  backupFinalSnapshot: "false",
  backupSnapshot: "expenses-dev-final-copy",
  backupStorageLimitGb: "100",
  monthlyBudget: "20",
  monthlyBudgetScope: "stack",
  sesIdentity: "arn:aws:ses:us-east-1:123456789012:identity/example.com",
  namePrefix: "family",
};

/** `<job>Schedule` and `<job>OverdueHours` of every scheduled job; its definition has the defaults. */
export const scheduleSettings = z.object(
  Object.fromEntries(
    trackedSchedules.flatMap(({ job, expression, overdueHours }): [string, z.ZodType<string | number>][] => [
      [`${job}Schedule`, schedule.default(expression)],
      [`${job}OverdueHours`, hours.default(overdueHours)],
    ]),
  ),
);

/** Valid examples of the schedule settings. */
export const SCHEDULE_EXAMPLES = Object.fromEntries(
  trackedSchedules.flatMap(({ job, expression, overdueHours }) => [
    [`${job}Schedule`, `'${expression}'`],
    [`${job}OverdueHours`, String(overdueHours)],
  ]),
);
