import * as z from "zod";
import { fields } from "../expenses/fields";
import { simpleFields } from "../expenses/simpleFields";
import { refuses } from "../http/refuses";
import { currencyCode, decimal, decimalUpTo, line } from "../http/schemas";
import { MIN_FORECAST_DAYS } from "../insights/insightLimits";
import {
  MAX_BUDGET_NAME_LENGTH,
  MAX_BUDGET_NAMES,
  MAX_BUDGET_PERIODS,
  MAX_BUDGET_START_MONTHS,
  MAX_MONTH_START,
  MAX_TAG_LENGTH,
  MAX_THRESHOLD_PERCENT,
  MAX_THRESHOLDS,
} from "../values/limits";
import { fold } from "../values/text";
import { MAX_BUDGET_AMOUNT } from "./maxBudget";
import { DEFAULT_THRESHOLDS, ROLLOVERS } from "./model";
import { PERIOD_UNITS } from "./periods";

const NAMES = refuses("budget.names", { max: MAX_BUDGET_NAMES });
const START = refuses("budget.startsOn", { max: MAX_MONTH_START });
const THRESHOLDS = refuses("budget.thresholds", { max: MAX_THRESHOLDS, percent: MAX_THRESHOLD_PERCENT });

const isDistinct = (names: readonly string[]) => new Set(names.map(fold)).size === names.length;

const namesOf = (label: string, max: number) =>
  z
    .array(line(label, max), { error: NAMES })
    .min(1, NAMES)
    .max(MAX_BUDGET_NAMES, NAMES)
    .refine(isDistinct, refuses("budget.namedTwice"))
    .optional();

const terms = {
  name: line("The name", MAX_BUDGET_NAME_LENGTH),
  categories: namesOf("A category", simpleFields.category.max).describe(
    "Counts expenses, and parts of expenses, in these categories. Without categories and tags, everything counts.",
  ),
  tags: namesOf("A tag", MAX_TAG_LENGTH).describe("Counts expenses with any of these tags instead."),
  amount: decimal.describe(`Decimal, for each period; at most ${MAX_BUDGET_AMOUNT}.`),
  currency: currencyCode.describe("ISO 4217 code. Expenses in other currencies do not count."),
  period: z.enum(PERIOD_UNITS, refuses("budget.period")),
  startsOn: z
    .int(START)
    .min(1, START)
    .max(MAX_MONTH_START, START)
    .optional()
    .describe(
      "Day on which a period starts: of the week from 1 (Monday) to 7; otherwise of the month. Quarters start in January, April, " +
        "July and October. Default: Monday, or the day on which the ledger's months start.",
    ),
  rollover: z
    .enum(ROLLOVERS, refuses("budget.rollover"))
    .default("none")
    .describe("What a period carries over into the next: nothing, what is left, or overspending too."),
  thresholds: z
    .array(z.int(THRESHOLDS).min(1, THRESHOLDS).max(MAX_THRESHOLD_PERCENT, THRESHOLDS), {
      error: THRESHOLDS,
    })
    .max(MAX_THRESHOLDS, THRESHOLDS)
    .refine((list) => new Set(list).size === list.length, THRESHOLDS)
    .default([...DEFAULT_THRESHOLDS])
    .describe("Shares in percent at which it raises an alert, once per period each."),
  from: fields.date.request.describe(
    `A day of the first period, at most ${MAX_BUDGET_START_MONTHS} months away. Default: today. A budget that has begun keeps its first ` +
      "day: changes apply from the running period on, and earlier periods stand.",
  ),
};

/** Body of `PUT /budgets/{id}`. */
export const budgetBody = z
  .strictObject(terms)
  .superRefine(decimalUpTo(MAX_BUDGET_AMOUNT))
  .refine(({ categories, tags }) => !categories || !tags, refuses("budget.scope"))
  .refine(({ period, startsOn = 1 }) => period !== "week" || startsOn <= 7, {
    message: refuses("budget.weekStart"),
    path: ["startsOn"],
  })
  .meta({ id: "BudgetBody" });
export type BudgetBody = z.infer<typeof budgetBody>;

const money = z.string().describe("Decimal in the currency.");

/** A scope: everything, where both are absent. */
const scope = {
  categories: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
};

const figures = {
  from: z.string().describe("First day."),
  to: z.string().describe("Last day."),
  carried: money.describe("Carried over from the period before; below 0 if it was overspent."),
  available: money.describe(
    "The amount of the budget plus what was carried over. Of a period that a change cut short, the share of the amount by days.",
  ),
  spent: money.describe("Expenses less refunds."),
  left: money.describe("Below 0 if it is overspent; 0 if it is exactly used up."),
};

const current = z.strictObject({
  ...figures,
  days: z.int(),
  daysLeft: z.int().describe("Today included."),
  leftPerDay: money,
  expected: z
    .strictObject({ amount: money, low: money, high: money })
    .optional()
    .describe(
      "Expected spending by the end, forecast like that of a month; in four of five cases it is from `low` to `high`. Absent below " +
        `${MIN_FORECAST_DAYS} days of history.`,
    ),
  reached: z.int().optional().describe("The highest threshold reached, in percent."),
});

/** A budget, by the terms that hold today or will hold first. */
export const budget = z
  .strictObject({
    id: z.string(),
    version: z.int().describe("Increases with every change. The ETag is this number in quotes."),
    name: z.string(),
    ...scope,
    amount: money,
    currency: z.string(),
    period: z.enum(PERIOD_UNITS),
    startsOn: z.int(),
    rollover: z.enum(ROLLOVERS),
    thresholds: z.array(z.int()),
    from: z.string().describe("First day of its first period."),
    deletedAt: z.string().optional().describe("UTC; on the answer to its deletion."),
    current: current
      .optional()
      .describe("Its running period. Absent before it begins, and from answers to changes."),
  })
  .meta({ id: "Budget" });
export type Budget = z.infer<typeof budget>;

/** Answer of `GET /budgets`. */
export const budgetList = z
  .strictObject({
    today: z.string().describe("The day in the ledger's time zone."),
    budgets: z.array(budget).describe("By name."),
  })
  .meta({ id: "BudgetList" });
export type BudgetList = z.infer<typeof budgetList>;

/** Answer of `GET /budgets/{id}/periods`. */
export const budgetPeriodList = z
  .strictObject({
    periods: z
      .array(
        z.strictObject({
          ...figures,
          ...scope,
          amount: money.describe("What it has besides what was carried over."),
          currency: z.string(),
        }),
      )
      .describe(`The running period and those before it, newest first, at most ${MAX_BUDGET_PERIODS}.`),
  })
  .meta({ id: "BudgetPeriodList" });
export type BudgetPeriodList = z.infer<typeof budgetPeriodList>;
