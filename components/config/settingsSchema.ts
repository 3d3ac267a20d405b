import * as z from "zod";
import { QUOTAS, type QuotaLimits } from "../../domain/quotas/quotaKinds";
import { isCurrency } from "../../domain/values/currency";
import { isTimeZone } from "../../domain/values/day";
import { trackedSchedules } from "../../handlers/catalogue";

const email = z.email("must be an e-mail address");
const currency = z.string().refine(isCurrency, "must be an ISO 4217 code, for example EUR");
const amount = z.union([z.number(), z.string()]);
const schedule = z
  .string()
  .regex(/^(cron|rate)\(.+\)$/, "must be cron(…) or rate(…) as EventBridge Scheduler takes it");
const days = z.int().min(1);
const hours = z.number().positive();

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

/** Every setting of the program, with its default. README.md has the same table in words. */
export const settings = z.object({
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
  quotas,
  gatewayAccount: z.enum(["create", "existing"]).default("create"),
  requestsPerSecond: z.int().min(1).max(10_000).default(50),
  requestBurst: z.int().min(1).max(5_000).default(100),
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
  reportArchiveAfterDays: days.default(90),
  reportArchiveClass: z.enum(["GLACIER", "GLACIER_IR"]).default("GLACIER"),
  reportExpireAfterDays: days.optional(),
  backup: z.boolean().default(true),
  monthlyBudget: z.number().positive().default(20),
});

export type Values = z.infer<typeof settings>;

/** `<job>Schedule` and `<job>OverdueHours` of every scheduled job; its definition has the defaults. */
export const scheduleSettings = z.object(
  Object.fromEntries(
    trackedSchedules.flatMap(({ job, expression, overdueHours }): [string, z.ZodType<string | number>][] => [
      [`${job}Schedule`, schedule.default(expression)],
      [`${job}OverdueHours`, hours.default(overdueHours)],
    ]),
  ),
);
