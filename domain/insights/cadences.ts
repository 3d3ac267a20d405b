import { addDays, addMonths, daysOfMonth, isDay } from "../values/day";
import { daysBetween } from "../values/dayArithmetic";
import type { Cadence } from "./model";

interface Rhythm {
  /** The minimum and maximum number of days from one to the next. */
  days: readonly [least: number, most: number];
  /** Calendar months, or days for shorter rhythms. */
  step: { months: number } | { days: number };
  /** Occurrences in a year. */
  perYear: number;
}

export const DAYS_PER_YEAR = 365.25;

/** A charge shifts by some days around weekends and holidays, and with the length of months. */
export const RHYTHMS: Readonly<Record<Cadence, Rhythm>> = {
  week: { days: [6, 8], step: { days: 7 }, perYear: 52 },
  fortnight: { days: [12, 16], step: { days: 14 }, perYear: 26 },
  month: { days: [25, 36], step: { months: 1 }, perYear: 12 },
  quarter: { days: [84, 99], step: { months: 3 }, perYear: 4 },
  halfYear: { days: [174, 191], step: { months: 6 }, perYear: 2 },
  year: { days: [355, 376], step: { months: 12 }, perYear: 1 },
};

/** Days from one charge to the next, in the mean of a year. */
export const meanDaysOf = (cadence: Cadence) => DAYS_PER_YEAR / RHYTHMS[cadence].perYear;

export const CADENCES = Object.keys(RHYTHMS) as Cadence[];

/**
 * Returns the day one step later; in a shorter month, its last day.
 * @param usualDay The day of the month, if it is later than that of the given day.
 */
export function stepFrom(day: string, cadence: Cadence, usualDay?: number): string {
  const { step } = RHYTHMS[cadence];
  if ("days" in step) return addDays(day, step.days);
  const usual = usualDay === undefined ? day : `${day.slice(0, 8)}${usualDay}`;
  return sameDayIn(addMonths(day.slice(0, 7), step.months), usual);
}

/** Returns the day of a month that another day is of its own; the last one if the month is shorter. */
export function sameDayIn(month: string, day: string): string {
  const same = `${month}${day.slice(7)}`;
  return isDay(same) ? same : (daysOfMonth(month).at(-1) ?? day);
}

/** One irregular occurrence is allowed per this many occurrences. */
const MAX_IRREGULAR = 0.2;

/** Returns the cadence of days, in order; undefined if they have none. */
export function cadenceOf(days: readonly string[]): Cadence | undefined {
  // Most days have none, which the first gaps tell.
  const gaps: number[] = [];
  const last = days.length - 2;
  const gapAfter = (index: number) => {
    gaps[index] ??= daysBetween(days[index] ?? "", days[index + 1] ?? "");
    return gaps[index];
  };
  return CADENCES.find((cadence) => {
    const [least, most] = RHYTHMS[cadence].days;
    const isOnTime = (gap: number) => gap >= least && gap <= most;
    const isSkipped = (gap: number) => gap >= 2 * least && gap <= 2 * most;
    let irregular = 0;
    for (let index = 0; index <= last; index += 1) {
      const gap = gapAfter(index);
      if (isOnTime(gap)) continue;
      irregular += 1;
      if (irregular > MAX_IRREGULAR * (last + 1)) return false;
      if (isSkipped(gap)) continue;
      // Somebody who shops at a place every week or two has no subscription that comes early.
      if ("days" in RHYTHMS[cadence].step || gap > most + least / 2) return false;
      if (index === last) return gap < least;
      const both = gap + gapAfter(index + 1);
      // One that comes early, or late, is on time again after it; one that comes besides changes nothing.
      const isShifted = gap >= least / 2 && isSkipped(both);
      if (!isShifted && !isOnTime(both)) return false;
      index += 1;
    }
    return true;
  });
}
