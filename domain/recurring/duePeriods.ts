import { addDays } from "../values/day";
import { startOfWeek } from "../values/dayArithmetic";
import { DAY_MS } from "../values/duration";
import type { Recurrence } from "./model";
import { firstFrom, occurrence } from "./occurrences";

// A rent that moves from the 1st to the 15th remains a rent once a month. If it did not, a change in the middle of a
// month would add a second one to it, or leave it without any.

/** Returns the first day of the period of a day: of its month or its week. */
export type PeriodStart = (day: string) => string;

const monthStart: PeriodStart = (day) => `${day.slice(0, "YYYY-MM".length)}-01`;
const weekStart: PeriodStart = (day) => startOfWeek(day);

/**
 * Returns the periods in which two schedules are due once each.
 * @returns undefined if there are none: they count in days, on several weekdays, or not in the same months or weeks.
 */
export function commonPeriods(before: Recurrence, after: Recurrence): PeriodStart | undefined {
  const { unit, every } = before;
  if (unit === "days" || after.unit !== unit || after.every !== every) return undefined;
  if (unit !== "weeks") {
    const months = every * (unit === "years" ? 12 : 1);
    return (monthNumber(after.start) - monthNumber(before.start)) % months === 0 ? monthStart : undefined;
  }
  if ([before, after].some(({ weekdays = [] }) => weekdays.length > 1)) return undefined;
  return (weekNumber(after.start) - weekNumber(before.start)) % every === 0 ? weekStart : undefined;
}

/** Returns the first day of the period after that of a day. */
export function periodAfter(day: string, periodStart: PeriodStart): string {
  let after = addDays(day, 1);
  while (periodStart(after) === periodStart(day)) after = addDays(after, 1);
  return after;
}

/** Returns the decisions, or what else is noted of days, on the days of another schedule in the same periods. */
export function movedDecisions<Noted>(
  byDay: Readonly<Record<string, Noted>> | undefined,
  schedule: Recurrence,
  periodStart: PeriodStart,
): Readonly<Record<string, Noted>> {
  const moved = Object.entries(byDay ?? {}).flatMap(([day, decision]) => {
    const other = dueInPeriod(schedule, day, periodStart);
    return other === undefined ? [] : [[other, decision] as const];
  });
  return Object.fromEntries(moved);
}

/** Returns the first day on which a schedule is due in the period of a day. */
export function dueInPeriod(schedule: Recurrence, day: string, periodStart: PeriodStart): string | undefined {
  const n = firstFrom(schedule, periodStart(day));
  const due = n === undefined ? undefined : occurrence(schedule, n);
  return due !== undefined && periodStart(due) === periodStart(day) ? due : undefined;
}

const monthNumber = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
const weekNumber = (day: string) => Date.parse(weekStart(day)) / (7 * DAY_MS);
