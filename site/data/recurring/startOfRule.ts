import { addMonths, isDay } from "../../../domain/values/day";

/**
 * The day from which a rule like an expense counts: its day of the month, the next time that it is still to come. The
 * expense itself, and what was entered by hand since, is not entered again.
 */
export function startAfter(day: string, today: string): string {
  const last = day > today ? day : today;
  for (let month = last.slice(0, 7); ; month = addMonths(month, 1)) {
    const next = `${month}${day.slice(7)}`;
    if (isDay(next) && next > last) return next;
  }
}
