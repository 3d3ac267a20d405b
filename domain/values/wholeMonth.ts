import { type DayRange, daysOfMonth } from "./day";

// Apart from the other days, which the page's first screen loads.

/** The first and the last day of a month. */
export const wholeMonth = (month: string): DayRange => ({
  from: `${month}-01`,
  to: daysOfMonth(month).at(-1) ?? month,
});
