import { Temporal } from "temporal-polyfill";
import { addDays, LAST_DAY } from "../values/day";
import type { Recurrence } from "./model";

// Occurrence `n` is computed from the anchor, never from the one before, so that a rule on the 31st is back on the 31st
// after a February. Candidates are the days that the interval produces; those of the first interval before the start do
// not count.

const WEEK = 7;

/**
 * The schedule with explicit values for what it omits: the weekday or the day of its start. It no longer depends on the
 * start if it is continued.
 */
export function completed(schedule: Recurrence): Recurrence {
  const start = Temporal.PlainDate.from(schedule.start);
  const { unit, weekdays, day, nth } = schedule;
  if (unit === "weeks" && weekdays === undefined) return { ...schedule, weekdays: [start.dayOfWeek] };
  const hasDay = (unit === "months" && nth === undefined) || unit === "years";
  return hasDay && day === undefined ? { ...schedule, day: start.day } : schedule;
}

/** The schedule without its end and its count. */
export const endless = ({ count: _count, end: _end, ...schedule }: Recurrence): Recurrence => schedule;

/** The days of a schedule by their number. Searching them asks for the same ones again, which take long to compute. */
class Occurrences {
  private readonly candidates = new Map<number, string | undefined>();
  private readonly beforeStart: number;

  constructor(private readonly schedule: Recurrence) {
    let count = 0;
    for (let day = this.candidate(0); day !== undefined && day < schedule.start; count += 1) {
      day = this.candidate(count + 1);
    }
    this.beforeStart = count;
  }

  /** The day of occurrence `n`, from 0; undefined if there are not so many. */
  at(n: number): string | undefined {
    const { count, end } = this.schedule;
    if (count !== undefined && n >= count) return undefined;
    const day = this.endless(n);
    return day === undefined || (end !== undefined && day > end) ? undefined : day;
  }

  /** The number of the first one on a day or after it; undefined if there is none. */
  firstFrom(day: string): number | undefined {
    const n = this.numberBefore(day);
    return this.at(n) === undefined ? undefined : n;
  }

  /** The number of those from a day through another one. */
  between(first: string, last: string): number {
    const { end = last, count = Number.POSITIVE_INFINITY } = this.schedule;
    const after = addDays(end < last ? end : last, 1);
    return Math.max(0, Math.min(count, this.numberBefore(after)) - this.numberBefore(first));
  }

  /** Returns true if it is due on a day. */
  has(day: string): boolean {
    const n = this.firstFrom(day);
    return n !== undefined && this.at(n) === day;
  }

  /** The number of those before a day, for a schedule without an end. */
  private numberBefore(day: string): number {
    const isBefore = (n: number) => (this.endless(n) ?? LAST_DAY) < day;
    let [low, high] = [0, 1];
    while (isBefore(high)) [low, high] = [high, high * 2];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (isBefore(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** As {@link at}, for a schedule without an end; undefined beyond the calendar. */
  private endless(n: number): string | undefined {
    return this.candidate(n + this.beforeStart);
  }

  private candidate(n: number): string | undefined {
    if (!this.candidates.has(n)) this.candidates.set(n, candidate(this.schedule, n));
    return this.candidates.get(n);
  }
}

/** Returns the day of occurrence `n`, from 0; undefined if there are not so many. */
export const occurrence = (schedule: Recurrence, n: number) => new Occurrences(schedule).at(n);

/** Returns the number of the first occurrence on a day or after it; undefined if there is none. */
export const firstFrom = (schedule: Recurrence, day: string) => new Occurrences(schedule).firstFrom(day);

/**
 * Returns the number of occurrences from a day through another one, without computing them all.
 * @param except Days that do not count.
 */
export function countBetween(
  schedule: Recurrence,
  first: string,
  last: string,
  except: readonly string[] = [],
): number {
  const occurrences = new Occurrences(schedule);
  const omitted = except.filter((day) => first <= day && day <= last && occurrences.has(day));
  return occurrences.between(first, last) - omitted.length;
}

/** Returns those of some days on which a schedule is due. */
export function dueAmong(schedule: Recurrence, days: readonly string[]): string[] {
  const occurrences = new Occurrences(schedule);
  return days.filter((day) => occurrences.has(day));
}

/** Returns the days of the occurrences from a day through another one, in order. */
export function* occurrencesBetween(schedule: Recurrence, first: string, last: string): Generator<string> {
  if (first > last) return;
  const occurrences = new Occurrences(schedule);
  for (let n = occurrences.firstFrom(first); n !== undefined; n += 1) {
    const day = occurrences.at(n);
    if (day === undefined || day > last) return;
    yield day;
  }
}

/**
 * Returns the instant at which a day begins in a zone: midnight, or the first moment after it where clocks skip
 * midnight.
 */
export function startOfDay(day: string, timezone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(timezone).epochMilliseconds);
}

/** Returns the day a year after another one, less one: the last day of a year that begins with it. */
export function yearFrom(day: string): string {
  return Temporal.PlainDate.from(day).add({ years: 1 }).subtract({ days: 1 }).toString();
}

/** Returns a schedule in the same rhythm that began by a day, and has no end. */
export function begunBy(schedule: Recurrence, day: string): Recurrence {
  const { end: _end, count: _count, ...endless } = completed(schedule);
  const { every, unit } = endless;
  const start = Temporal.PlainDate.from(endless.start);
  if (day >= endless.start) return endless;
  const isByMonth = unit === "months" || unit === "years";
  const apart = start.since(day, { largestUnit: isByMonth ? "months" : "days" });
  const interval = every * { days: 1, weeks: WEEK, months: 1, years: 12 }[unit];
  const back = Math.ceil((isByMonth ? apart.months + 1 : apart.days) / interval) * interval;
  // The schedule itself says on which day of the month it is due.
  const earlier = isByMonth
    ? start.with({ day: 1 }).subtract({ months: back })
    : start.subtract({ days: back });
  return { ...endless, start: earlier.toString() };
}

/** Returns true if the schedule is due on a day of the month that its only month never has, such as 31 February. */
export function isImpossible({ unit, every, start, day }: Recurrence): boolean {
  if (typeof day !== "number" || !(unit === "years" || (unit === "months" && every % 12 === 0))) return false;
  // In a leap year, which 2024 was: 29 February is possible.
  return day > Temporal.PlainYearMonth.from({ year: 2024, month: Number(start.slice(5, 7)) }).daysInMonth;
}

/** Candidate `n`, whatever the start, the end and the count; undefined beyond the calendar. */
function candidate(schedule: Recurrence, n: number): string | undefined {
  const { every, unit, weekdays = [] } = schedule;
  const start = Temporal.PlainDate.from(schedule.start);
  const months = n * every * (unit === "years" ? 12 : 1);
  const days = unit === "days" ? n * every : Math.floor(n / (weekdays.length || 1)) * every * WEEK;
  const isByMonth = unit === "months" || unit === "years";
  // Four digits cannot name a later year, and Temporal throws beyond the year 275760.
  if ((isByMonth ? months / 12 : days / 366) > Number(LAST_DAY.slice(0, 4)) - start.year) return undefined;
  const date = isByMonth
    ? dayOfMonth(start.toPlainYearMonth().add({ months }), schedule)
    : start.add({
        days: days + (unit === "weeks" ? (weekdays[n % weekdays.length] ?? 0) - start.dayOfWeek : 0),
      });
  return date.year > Number(LAST_DAY.slice(0, 4)) ? undefined : date.toString();
}

function dayOfMonth(
  month: Temporal.PlainYearMonth,
  { day, nth, weekday = 1 }: Recurrence,
): Temporal.PlainDate {
  // Temporal takes the last day of a month for one that does not exist.
  if (nth === undefined) return month.toPlainDate({ day: typeof day === "number" ? day : month.daysInMonth });
  const first = 1 + ((weekday - month.toPlainDate({ day: 1 }).dayOfWeek + WEEK) % WEEK);
  const last = first + WEEK * Math.floor((month.daysInMonth - first) / WEEK);
  return month.toPlainDate({ day: typeof nth === "number" ? first + WEEK * (nth - 1) : last });
}
