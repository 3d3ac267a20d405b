import { addDays, weekdayOf } from "../values/day";
import type { Charge } from "./model";

// Banks collect on working days: what is due on a weekend at the end of a month is paid in the next one.

/** The weekends of most countries, and those of others. */
const WEEKENDS: readonly (readonly number[])[] = [
  [6, 7],
  [5, 6],
];

/** Occurrences of which none was on a weekend, from which on that is no chance: fewer than one in twenty spare one. */
const MIN_SPARING = 9;

/** The latest ones, which are enough to tell. */
const LATEST = 12;
const MIN_WEEKDAYS = 4;

/**
 * Creates a function that returns the day on which a charge that is due on a day is paid: after a weekend, if none was on one.
 * @param occurrences The charges so far.
 */
export function paydayOf(occurrences: readonly Charge[]): (due: string) => string {
  // Most days are on no weekend, and budgets ask for many.
  let weekend: readonly number[] | undefined;
  return (due) => {
    let day = due;
    while (WEEKENDS.flat().includes(weekdayOf(day))) {
      weekend ??= sparedBy(occurrences);
      if (!weekend.includes(weekdayOf(day))) break;
      day = addDays(day, 1);
    }
    return day;
  };
}

/** Creates a predicate for days on which a charge may have been due on the weekend before, if none was on one. */
export function isAfterWeekend(occurrences: readonly Charge[]): (day: string) => boolean {
  const weekend = sparedBy(occurrences);
  return (day) => weekend.includes(weekdayOf(addDays(day, -1)));
}

/** The weekend on which none of some occurrences was: empty if there are too few to tell. */
function sparedBy(occurrences: readonly Charge[]): readonly number[] {
  if (occurrences.length < MIN_SPARING) return [];
  const days = occurrences.map(({ day }) => day).sort();
  const paidOn = new Set(days.slice(-LATEST).map(weekdayOf));
  // Charges that come on one weekday alone say nothing of others.
  if (paidOn.size < MIN_WEEKDAYS) return [];
  return WEEKENDS.find((weekend) => weekend.every((day) => !paidOn.has(day))) ?? [];
}
