// Days are `YYYY-MM-DD` and months `YYYY-MM`, as the user says them: calendar names, never instants.

import { DAY_MS } from "./duration";

const DAY = /^(\d{4})-(0[1-9]|1[0-2])-(\d{2})$/;
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** Days from the first to the last, inclusive. */
export interface DayRange {
  from: string;
  to: string;
}

/** The first day that is accepted; an earlier one is a typing error. */
export const FIRST_DAY = "1900-01-01";

/** The last day that a four-digit year can name. */
export const LAST_DAY = "9999-12-31";

/** Returns true if `text` is a day of the calendar: 2024-02-29 is one, 2023-02-29 is not. */
export function isDay(text: string): boolean {
  const [, year, month, day] = DAY.exec(text) ?? [];
  if (day === undefined || text < FIRST_DAY) return false;
  // Backups call this three times per row, and most days exist in every month.
  return Number(day) >= 1 && (Number(day) <= 28 || Number(day) <= lastDayOf(Number(year), Number(month)));
}

/** As `Date.toISOString` writes it. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** True if the text is a UTC instant exactly as `Date.toISOString` writes it. */
export function isInstant(text: string): boolean {
  return INSTANT.test(text) && isDay(text.slice(0, 10));
}

function lastDayOf(year: number, month: number): number {
  // Day 0 of the next month is the last day of this one.
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Returns true if `text` is a month, for example 2026-11. */
export function isMonth(text: string): boolean {
  return MONTH.test(text) && text >= FIRST_DAY.slice(0, 7);
}

/** By zone: creating one takes a hundred times as long as using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Returns the day at an instant in a zone. */
export function dayIn(timeZone: string, at: Date): string {
  const formatter = formatters.get(timeZone) ?? dayFormatter(timeZone);
  formatters.set(timeZone, formatter);
  return formatter.format(at);
}

function dayFormatter(timeZone: string): Intl.DateTimeFormat {
  // The Swedish locale writes ISO 8601 days, also if no field is named.
  return new Intl.DateTimeFormat("sv-SE", { timeZone });
}

/** The month `offset` months after `month`; negative goes back. */
export function addMonths(month: string, offset: number): string {
  // Without a date, which would take longer: insights ask thousands of times.
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + offset;
  return `${String(Math.floor(count / 12)).padStart(4, "0")}-${String((count % 12) + 1).padStart(2, "0")}`;
}

/** The month `offset` months after `month`; undefined beyond the months that {@link isMonth} takes. */
export function monthBeside(month: string, offset: number): string | undefined {
  const beside = addMonths(month, offset);
  return isMonth(beside) ? beside : undefined;
}

/**
 * Returns true if `zone` is a time zone of the IANA database that this runtime supports, for example Europe/Berlin.
 * `Intl` also accepts offsets such as +05:30, which are not names and have no rules of daylight saving.
 */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  if (formatters.has(zone)) return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false; // The constructor's RangeError is the only test that `Intl` offers.
  }
}

/** The day `count` days after `day`. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** The weekday of a day, from 1 (Monday) to 7. */
export const weekdayOf = (day: string) => new Date(day).getUTCDay() || 7;

/** The earlier of two days, or of two instants. */
export const earlierDay = (a: string, b: string) => (a < b ? a : b);

/** The later of two days, or of two instants. */
export const laterDay = (a: string, b: string) => (a > b ? a : b);

/** The days of a month, in order. */
export function daysOfMonth(month: string): string[] {
  const count = lastDayOf(Number(month.slice(0, 4)), Number(month.slice(5, 7)));
  return Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, "0")}`);
}

/** Converts an instant into whole seconds since 1970, as DynamoDB's TTL and tokens have it. */
export function epochSeconds(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}
