import { median } from "simple-statistics";
import type { DayRange } from "../values/day";
import { daysIn } from "../values/dayArithmetic";
import { sum } from "./statistics";

/** Minimum number of days whose pace is used: whole weeks, and about a month, since many charges are monthly. */
export const PACE_DAYS = 28;

/**
 * Days with spending cost no more in a pace than this multiple of their median: a rent that was just paid does not come again
 * this month. In the pace of a longer time, what is paid now and then has its part.
 */
const MAX_DAY = 4;
const MAX_CAPPED_DAYS = 2 * PACE_DAYS;

/** The spending on a day in the mean of a range. */
export function paceOf(beside: ReadonlyMap<string, number>, range: DayRange): number {
  const { from, to } = range;
  const count = daysIn(range);
  const days = [...beside].filter(([day]) => from <= day && day <= to).map(([, amount]) => amount);
  const spent = days.filter((amount) => amount > 0);
  const isCapped = count <= MAX_CAPPED_DAYS && spent.length > 0;
  const most = isCapped ? MAX_DAY * median(spent) : Number.POSITIVE_INFINITY;
  return sum(days.map((amount) => Math.min(amount, most))) / count;
}
