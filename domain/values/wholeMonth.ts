import { type DayRange, daysOfMonth } from "./day";

// Apart from the other days, which the page's first screen loads.

/** The first and the last day of a month. */
export const wholeMonth = (month: string): DayRange => ({
  from: `${month}-01`,
  to: daysOfMonth(month).at(-1) ?? month,
});

/** The months of a year, in order. */
export const monthsOfYear = (year: string) =>
  Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, "0")}`);

/**
 * The part of a month that compares with today's month so far: the same days, or on the last day all of them. A rent of each
 * month's last day would be due in a shorter month, and not yet in the others.
 */
export function partLike(today: string, month: string): DayRange {
  const whole = wholeMonth(month);
  return today === wholeMonth(today.slice(0, 7)).to ? whole : { ...whole, to: `${month}-${today.slice(8)}` };
}
