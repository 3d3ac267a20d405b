import type { Recurrence } from "../../../domain/recurring/model";
import { addMonths, daysOfMonth } from "../../../domain/values/day";

/**
 * The schedule of a rule like an expense: monthly on its day, from the next time that is still to come. The expense itself,
 * and what was entered by hand since, is not entered again.
 */
export function monthlyAfter(day: string, today: string): Recurrence {
  const last = day > today ? day : today;
  const dayOfMonth = Number(day.slice(8));
  for (let month = last.slice(0, 7); ; month = addMonths(month, 1)) {
    const days = daysOfMonth(month);
    // As everywhere in a rule: in a shorter month, its last day.
    const start = days[dayOfMonth - 1] ?? days.at(-1) ?? day;
    if (start > last) return { every: 1, unit: "months", start, day: dayOfMonth };
  }
}
