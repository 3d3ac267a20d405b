import { addDays, type DayRange, weekdayOf } from "./day";
import { DAY_MS } from "./duration";
import { getOrAdd } from "./maps";

// Apart from the other days, which the page's first screen loads.

/** Days from one day to another; negative if the other is earlier. */
export const daysBetween = (from: string, to: string) =>
  Math.round((midnightOf(to) - midnightOf(from)) / DAY_MS);

/** Instants by day: insights ask for the same few years of days many thousands of times. */
const midnights = new Map<string, number>();
const MAX_MIDNIGHTS = 10_000;

function midnightOf(day: string): number {
  if (midnights.size >= MAX_MIDNIGHTS) midnights.clear();
  return getOrAdd(midnights, day, () => Date.parse(day));
}

/** The number of days from the first to the last, both counted. */
export const daysIn = ({ from, to }: DayRange) => daysBetween(from, to) + 1;

/**
 * The first day of the week that contains a day.
 * @param startsOn The weekday, from 1 (Monday) to 7.
 */
export const startOfWeek = (day: string, startsOn = 1) =>
  addDays(day, -((weekdayOf(day) - startsOn + 7) % 7));
