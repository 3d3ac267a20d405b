import * as z from "zod";
import { KINDS } from "../expenses/kinds";
import { CADENCES } from "./cadences";
import { CALENDAR_WEEKS, MIN_FORECAST_DAYS } from "./insightLimits";
import { BUILT_IN_CATEGORIES } from "./letterCategories";
import { FINDING_KINDS } from "./model";

const amount = z.string().describe("Decimal, in the currency of this part of the answer.");
const day = z.string().describe("YYYY-MM-DD.");
const cadence = z.enum(CADENCES);

const forecast = z
  .strictObject({
    total: amount,
    low: amount,
    high: amount.describe("Four of five months end from `low` to `high`."),
    spent: amount.describe("Spent until today."),
    due: amount.describe("Recurring charges that are still expected."),
    months: z
      .int()
      .describe(
        "Number of full months that it is based on; 0 if it is based only on the pace of the last days.",
      ),
  })
  .describe(`Expected spending of the running month. Absent below ${MIN_FORECAST_DAYS} days of history.`);

const budgetOutlook = z.strictObject({
  id: z.string(),
  name: z.string(),
  from: day.describe("First day of its running period."),
  to: day.describe("The last one."),
  categories: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
  period: z.enum(["week", "month", "quarter", "year"]),
  available: amount,
  spent: amount,
  total: amount.describe("Expected spending of the period."),
  low: amount,
  high: amount.describe("Four of five periods end from `low` to `high`."),
});

const letter = z
  .strictObject({
    month: z.string().describe("YYYY-MM."),
    currency: z.string(),
    total: amount,
    usual: z
      .strictObject({
        amount,
        direction: z.enum(["more", "less", "same"]),
        difference: amount,
        percent: z.int(),
      })
      .optional()
      .describe("Absent below three full months before it."),
    categories: z.array(
      z.strictObject({ category: z.enum(BUILT_IN_CATEGORIES), total: amount, usual: amount.optional() }),
    ),
    recurring: z.strictObject({ count: z.int(), monthly: amount }).optional(),
    forecast: z.strictObject({ month: z.string(), total: amount }).optional(),
  })
  .describe(
    "Facts of a letter about the last full month. Absent if the history does not cover the whole month, or has nothing in it.",
  );

const rows = z
  .strictObject({
    from: day,
    to: day,
    currency: z.string(),
    kind: z.array(z.enum(KINDS)),
    category: z.array(z.string()).optional(),
    tag: z.array(z.string()).optional(),
    name: z.array(z.string()).optional(),
    amount: z.array(amount).optional(),
  })
  .describe("Parameters with which `GET /expenses` lists the expenses behind it.");

const finding = z.strictObject({
  kind: z.enum(FINDING_KINDS),
  key: z.string().describe("The same from day to day; used in `quietInsights` of the user's settings."),
  warns: z.boolean().describe("True if it calls for action."),
  amount: amount.describe("The current amount."),
  usual: amount.optional().describe("The usual or previous amount."),
  times: z.number().optional().describe("Its multiple of the usual amount."),
  day: day.describe("The day it is about; for a period, its last day."),
  since: day.optional().describe("The day of the other of two charges, if it differs."),
  name: z.string().optional().describe("The merchant, or the description."),
  category: z.string().optional(),
  budget: z.string().optional().describe("ID of a budget, which is expected to be exceeded."),
  cadence: cadence.optional(),
  rows,
  usualRows: rows
    .optional()
    .describe("The same for what `usual` is about: the year before, or the months whose median it is."),
});

const oneOff = z.strictObject({
  key: z.string().describe("As it is in `oneOffs` of the ledger's settings."),
  name: z.string().describe("The merchant, or the description."),
  category: z.string(),
  amount: amount.describe("Of a split expense, the part that is in its category."),
  day,
  rows,
});

const series = z.strictObject({
  name: z.string().describe("The merchant of its last occurrence, or the description."),
  description: z.string().optional().describe("The description of that if `name` is its merchant."),
  category: z.string(),
  cadence,
  amount: amount.describe("The last amount; if amounts vary, the median of the latest ones."),
  varies: z.boolean(),
  planned: z.boolean().describe("True if the ledger has a rule for it, which may be paused."),
  yearly: amount.describe("Its cost per year."),
  count: z.int().describe("Number of occurrences found."),
  lastOn: day,
  nextOn: day.describe("The day on which the next one is expected."),
  usualDay: z
    .int()
    .optional()
    .describe("The day of the month of those after it, if the month of the next one is too short for it."),
  rows: rows.describe("Parameters with which `GET /expenses` lists its latest occurrences."),
});

const total = z.strictObject({ day, total: amount });

const currencyInsights = z.strictObject({
  currency: z.string(),
  forecast: forecast.optional(),
  letter: letter.optional(),
  budgets: z
    .array(budgetOutlook)
    .describe(`Running budgets in this currency, by name. None below ${MIN_FORECAST_DAYS} days of history.`),
  findings: z.array(finding).describe("The most important first, at most five."),
  dismissed: z.array(finding).describe("Findings that `quietInsights` of the user's settings hide."),
  oneOffs: z
    .array(oneOff)
    .describe(
      "Expenses that are left out of what is usual: `oneOffs` of the ledger's settings. The latest first.",
    ),
  series: z.array(series).describe("Recurring charges that are still running, the largest first."),
  days: z
    .array(total)
    .describe(
      `Spending by day of the last ${CALENDAR_WEEKS} weeks; days with expenses only, earliest first.`,
    ),
  categories: z
    .array(z.strictObject({ category: z.string(), totals: z.array(amount) }))
    .describe("Spending in each of `months` by category, the largest first, at most eight."),
});

/** Answer of `GET /insights`. Money is never summed across currencies. */
export const insights = z
  .strictObject({
    today: day.describe("In the ledger's time zone."),
    months: z
      .array(z.string())
      .describe("The last twelve, earliest first; the last one is the running month."),
    currencies: z
      .array(currencyInsights)
      .describe("The currency with the most expenses in the last full month first."),
  })
  .meta({ id: "Insights" });
export type InsightsAnswer = z.infer<typeof insights>;
