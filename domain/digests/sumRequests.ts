import * as z from "zod";
import { fields } from "../expenses/fields";
import { ApiError } from "../http/apiError";
import { refuses } from "../http/refuses";
import { countOf, month } from "../http/schemas";
import { addDays, addMonths } from "../values/day";
import { MAX_SUMMARY_DAYS } from "../values/limits";
import { MAX_TREND_MONTHS } from "./trendMonths";

const day = fields.date.request;

/** Query of `GET /summary`. */
export const summaryQuery = z.strictObject({
  month: month.optional().describe("YYYY-MM. Default: the current month in the ledger's time zone."),
  from: day.describe("Sums from this day on, YYYY-MM-DD, instead of a month."),
  to: day.describe("Sums up to this day, inclusive."),
});

/** Query of `GET /trends`. */
export const trendsQuery = z.strictObject({
  months: countOf(MAX_TREND_MONTHS, 12, refuses("months.invalid", { max: MAX_TREND_MONTHS })).describe(
    "The current month and those before it, in the ledger's time zone.",
  ),
});

/** The period of a request for sums: a month with the one before, or days. */
export type Period = { month: string; previousMonth: string } | { from: string; to: string };

/**
 * Returns the period of a request.
 * @param today Its month is the default.
 * @throws ApiError 400 if the request names both a month and days, one of two days, or too many.
 */
export function periodOf({ month, from, to }: z.infer<typeof summaryQuery>, today: string): Period {
  if (from === undefined && to === undefined) {
    const chosen = month ?? today.slice(0, 7);
    return { month: chosen, previousMonth: addMonths(chosen, -1) };
  }
  const isPeriod = month === undefined && from !== undefined && to !== undefined;
  if (!isPeriod || to < from || to > addDays(from, MAX_SUMMARY_DAYS - 1)) {
    throw new ApiError("period.invalid", { values: { max: MAX_SUMMARY_DAYS } });
  }
  return { from, to };
}

/** The months that a period has days in, earliest first. */
export function monthsOf(period: Period): string[] {
  if ("month" in period) return [period.previousMonth, period.month];
  const months = [period.from.slice(0, 7)];
  for (let last = months[0] ?? ""; last < period.to.slice(0, 7); months.push(last)) last = addMonths(last, 1);
  return months;
}
