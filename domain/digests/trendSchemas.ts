import * as z from "zod";
import { figures } from "../expenses/summary";
import { MAX_TREND_NAMES } from "../values/limits";

const ofMonth = figures.extend({
  month: z.string(),
  toDay: z
    .string()
    .describe("The part of `total` through `day` of the month; all of it on the current month's last day."),
});

const months = z.array(ofMonth).describe("Months with expenses or refunds, earliest first.");

const listOf = <Key extends string>(key: Key, description: string) =>
  z
    .array(
      figures.extend({ [key]: z.string(), months } as Record<Key, z.ZodString> & { months: typeof months }),
    )
    .describe(`${description} Largest total first, at most ${MAX_TREND_NAMES}.`);

const currencyTrends = z.strictObject({
  currency: z.string(),
  months: z
    .array(
      ofMonth.extend({
        income: figures.optional().describe("Absent if there are none."),
      }),
    )
    .describe("Every month, earliest first."),
  categories: listOf("category", "By category; an expense with parts counts by the category of each part."),
  tags: listOf("tag", "By tag; an expense with several tags counts in each."),
  merchants: listOf("merchant", "By merchant."),
  people: listOf("createdBy", "By the ID of the user who logged it."),
});

/** Answer of `GET /trends`. Totals are net spending: expenses less refunds. Money is never summed across currencies. */
export const trends = z
  .strictObject({
    months: z.array(z.string()).describe("Earliest first; the last one is the current month."),
    day: z.int().describe("Today's day of the month, in the ledger's time zone."),
    currencies: z.array(currencyTrends).describe("The currency with the most expenses first."),
  })
  .meta({ id: "Trends" });
export type Trends = z.infer<typeof trends>;
