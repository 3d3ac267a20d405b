import { addDays, daysOfMonth, weekdayOf } from "../../domain/values/day";
import { Random } from "../random";

/** The share of households whose rent is due on the last day of each month. */
const RENT_AT_END = 0.1;

/** The share of households that have their rent, and their movers, in a category of other expenses and one-offs. */
const SHARED_CATEGORY = 0.4;

const [MONDAY, FRIDAY] = [1, 5];

/** Rent as a household pays it. */
export interface Rent {
  category: string;
  /** True if it is due on the last day of each month. */
  isAtEnd: boolean;
  /** The day of a month's rent, from the early one on which most pay it. */
  dayIn: (month: string, early: string) => string;
}

/**
 * Returns the category and the days of a household's rent: one of the first days of a month, or for some the last one, after
 * a weekend the next working day. Each has a source of its own, so that nothing else differs with it.
 */
export function rentOf(seed: number): Rent {
  const category = new Random(seed * 4001 + 43).chance(SHARED_CATEGORY) ? "Household" : "Housing";
  if (!new Random(seed * 6007 + 29).chance(RENT_AT_END)) {
    return { category, isAtEnd: false, dayIn: (_, early) => early };
  }
  const dayIn = (month: string) => {
    const end = daysOfMonth(month).at(-1) ?? "";
    const weekday = weekdayOf(end);
    return addDays(end, weekday > FRIDAY ? MONDAY + 7 - weekday : 0);
  };
  return { category, isAtEnd: true, dayIn };
}
