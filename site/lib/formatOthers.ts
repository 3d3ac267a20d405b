import { locale } from "../i18n";
import { timezone } from "./settings";

// Formats of the screens that are fetched when they are opened.

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
const STEP = 1000;

/** The size of a file: 12300 is "12 kB". */
export function fileSize(bytes: number): string {
  const power = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(STEP)), UNITS.length - 1);
  const unit = UNITS[power] ?? "byte";
  const style = { style: "unit", unit, unitDisplay: "short", maximumSignificantDigits: 3 } as const;
  return new Intl.NumberFormat(locale(), style).format(bytes / STEP ** power);
}

/** A moment in the user's time zone: "Nov 23, 2026, 9:05 AM". */
export function moment(at: string): string {
  const style = { dateStyle: "medium", timeStyle: "short", timeZone: timezone() } as const;
  return new Intl.DateTimeFormat(locale(), style).format(new Date(at));
}

const HOURS_A_DAY = 24;

/** How long ago something was: 26 hours are "yesterday", half an hour is "30 minutes ago". */
export function hoursAgo(hours: number): string {
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  if (hours < 1) return relative.format(-Math.round(hours * 60), "minute");
  if (hours < HOURS_A_DAY) return relative.format(-Math.round(hours), "hour");
  return relative.format(-Math.round(hours / HOURS_A_DAY), "day");
}
