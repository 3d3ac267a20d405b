import * as z from "zod";
import { CADENCES } from "./cadences";
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
    months: z.int().describe("Full months that it is drawn from; 0 if only from the pace of the last days."),
  })
  .describe("What the running month is expected to cost. Absent below 14 days of history.");

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
  total: amount.describe("What the period is expected to cost."),
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
  .describe("What a letter about the last full month tells. Absent if the month is not known whole.");

const finding = z.strictObject({
  kind: z.enum(FINDING_KINDS),
  key: z.string().describe("The same from day to day: `quietInsights` of the user's settings name it."),
  warns: z.boolean().describe("True if it asks for something to be done."),
  amount: amount.describe("What it is now."),
  usual: amount.optional().describe("What is usual, or what it was before."),
  times: z.number().optional().describe("How many times the usual it is."),
  day: day.describe("The day it is about; that of a period is its last one."),
  since: day.optional().describe("The day of the other of two charges, if it is another one."),
  name: z.string().optional().describe("The merchant, or the description."),
  category: z.string().optional(),
  budget: z.string().optional().describe("ID of a budget, which is expected to be exceeded."),
  cadence: cadence.optional(),
});

const series = z.strictObject({
  name: z.string(),
  category: z.string(),
  cadence,
  amount: amount.describe("The last one; where amounts vary, the median of the latest ones."),
  varies: z.boolean(),
  planned: z.boolean().describe("True if the ledger has a rule for it."),
  yearly: amount.describe("What it costs a year."),
  count: z.int().describe("Occurrences that were found."),
  lastOn: day,
  nextOn: day.describe("The day on which the next one is expected."),
});

const total = z.strictObject({ day, total: amount });

const currencyInsights = z.strictObject({
  currency: z.string(),
  forecast: forecast.optional(),
  letter: letter.optional(),
  budgets: z
    .array(budgetOutlook)
    .describe("Budgets in this currency that are running, by name. Absent from it below 14 days of history."),
  findings: z.array(finding).describe("What is most worth a word first, at most five."),
  dismissed: z
    .array(finding)
    .describe("What would be told, too, but for `quietInsights` of the user's settings."),
  series: z.array(series).describe("Recurring charges that were found and go on, the largest first."),
  days: z
    .array(total)
    .describe("What was spent on each day of the last 53 weeks with expenses, earliest first."),
  categories: z
    .array(z.strictObject({ category: z.string(), totals: z.array(amount) }))
    .describe("What was spent in each of `months`, by category, the largest first, at most eight."),
});

/** Answer of `GET /insights`. Money is never summed across currencies. */
export const insights = z
  .strictObject({
    today: day.describe("In the ledger's time zone."),
    months: z
      .array(z.string())
      .describe("The last twelve, earliest first; the last one is the running month."),
    currencies: z.array(currencyInsights).describe("Most expenses first."),
  })
  .meta({ id: "Insights" });
export type InsightsAnswer = z.infer<typeof insights>;
