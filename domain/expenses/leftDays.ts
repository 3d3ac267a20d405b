import { DAY_MS } from "../values/duration";
import { TRASH_DAYS } from "../values/limits";
import type { ExpenseItem, LeftDays } from "./model";

// Sums by day are updated by what changed. An expense names its current day but not its earlier days; those are kept
// with it for as long as changes are followed.

/** Stands for the days for which there was no room. */
const ANY_DAY = "any";

/** Days that are kept by name: an item stays small, however often its date changes. */
const MAX_LEFT_DAYS = 30;

/** Returns the former days of an expense after a change at an instant. */
export function leftDaysAfter(
  { date, leftDays = {} }: Pick<ExpenseItem, "date" | "leftDays">,
  nextDate: string,
  at: string,
): LeftDays | undefined {
  const forgotten = new Date(Date.parse(at) - TRASH_DAYS * DAY_MS).toISOString();
  const { [ANY_DAY]: any = "", ...named } = { ...leftDays, ...(nextDate !== date && { [date]: at }) };
  const latest = Object.entries(named)
    .filter(([, when]) => when > forgotten)
    .sort(([, a], [, b]) => (a < b ? 1 : -1));
  const unnamed = [any, ...latest.slice(MAX_LEFT_DAYS).map(([, when]) => when)].sort().at(-1) ?? "";
  const kept = [
    ...latest.slice(0, MAX_LEFT_DAYS),
    ...(unnamed > forgotten ? [[ANY_DAY, unnamed] as const] : []),
  ];
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/**
 * Returns the days whose sums the changes to an expense since an instant may have altered: its own and its former days.
 * @returns undefined for any day.
 */
export function daysChangedSince(
  { date, leftDays = {} }: Pick<ExpenseItem, "date" | "leftDays">,
  since: string,
): readonly string[] | undefined {
  const left = Object.keys(leftDays).filter((day) => (leftDays[day] ?? "") >= since);
  return left.includes(ANY_DAY) ? undefined : [date, ...left];
}
