import { dayIn } from "../../../domain/values/day";
import { locale } from "../../i18n";
import { timezone } from "../ledger/shownSettings";
import { now } from "./clock";
import { fullDay } from "./format";

/** The day of a moment in the user's time zone: "Nov 23, 2026". */
export const dayOf = (at: string) => fullDay(dayIn(timezone(), new Date(at)));

/** A moment in the user's time zone: "Nov 23, 2026, 9:05 AM". */
export function moment(at: string): string {
  const style = {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: timezone(),
    calendar: "gregory",
  } as const;
  return new Intl.DateTimeFormat(locale(), style).format(new Date(at));
}

const MINUTES_AN_HOUR = 60;
const MINUTES_A_DAY = 24 * MINUTES_AN_HOUR;

/** The time since a moment: 26 hours are "yesterday", half an hour is "30 minutes ago". */
export function ago(at: string): string {
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  // If the device's clock is slow, do not show a time in the future.
  const minutes = Math.max(0, (now.value - Date.parse(at)) / 60_000);
  if (minutes < MINUTES_AN_HOUR) return relative.format(-Math.round(minutes), "minute");
  if (minutes < MINUTES_A_DAY) return relative.format(-Math.round(minutes / MINUTES_AN_HOUR), "hour");
  return relative.format(-Math.round(minutes / MINUTES_A_DAY), "day");
}
