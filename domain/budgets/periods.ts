import { addDays, addMonths, type DayRange } from "../values/day";
import { startOfWeek } from "../values/dayArithmetic";
import { getOrAdd } from "../values/maps";

// The periods of budgets. No schemas here: the page computes with them, too.

export const PERIOD_UNITS = ["week", "month", "quarter", "year"] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

/** A division of days into periods without gaps. */
export interface Calendar {
  unit: PeriodUnit;
  /**
   * The day on which a period starts: of the week from 1 (Monday) to 7; otherwise of the month from 1 to 28. Quarters
   * start in January, April, July and October, and years in January.
   */
  startsOn: number;
}

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** Returns the period that contains a day. */
export function periodAt(calendar: Calendar, day: string): DayRange {
  const from = startOf(calendar, day);
  return { from, to: addDays(startAfter(calendar, from), -1) };
}

/** Steps from period to period. */
export interface PeriodSteps {
  /** As {@link periodAt}. */
  at: typeof periodAt;
  dayAfter: (day: string) => string;
}

export const PERIOD_STEPS: PeriodSteps = { at: periodAt, dayAfter: (day) => addDays(day, 1) };

/** Creates steps that remember: most budgets have the same periods. */
export function rememberedSteps(): PeriodSteps {
  const periods = new Map<string, DayRange>();
  const days = new Map<string, string>();
  return {
    at: (calendar, day) =>
      getOrAdd(periods, `${calendar.unit} ${calendar.startsOn} ${day}`, () => periodAt(calendar, day)),
    dayAfter: (day) => getOrAdd(days, day, () => addDays(day, 1)),
  };
}

/** Returns the first day of the period that contains a day. */
function startOf({ unit, startsOn }: Calendar, day: string): string {
  if (unit === "week") return startOfWeek(day, startsOn);
  const month = day.slice(0, 7);
  const begun = Number(day.slice(8)) >= startsOn ? month : addMonths(month, -1);
  const sinceStart = (Number(begun.slice(5)) - 1) % MONTHS[unit];
  return onDay(addMonths(begun, -sinceStart), startsOn);
}

/** The first day of the period after the one that starts on a day. */
function startAfter({ unit, startsOn }: Calendar, from: string): string {
  if (unit === "week") return addDays(from, 7);
  return onDay(addMonths(from.slice(0, 7), MONTHS[unit]), startsOn);
}

const onDay = (month: string, day: number) => `${month}-${String(day).padStart(2, "0")}`;

/** Returns the months that a range has days in, earliest first. */
export function monthsIn({ from, to }: DayRange): string[] {
  const months = [from.slice(0, 7)];
  for (let last = months[0] ?? ""; last < to.slice(0, 7); months.push(last)) last = addMonths(last, 1);
  return months;
}
