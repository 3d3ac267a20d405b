import { ApiError } from "../http/apiError";
import { addDays } from "../values/day";
import { type PeriodStart, periodAfter } from "./duePeriods";
import type { Recurrence, Rule } from "./model";
import { endless, firstFrom, occurrence } from "./occurrences";

/**
 * Returns a schedule that moves a rule to other days of the same months or weeks. If the rule ends because another one
 * continues it, it ends with the last one in which it was due: the day of the division is amid the next one, which is
 * that of the other rule. An end that users chose stays.
 * @throws ApiError 400 if that leaves none.
 */
export function heldSchedule(
  rule: Rule,
  schedule: Recurrence,
  periodStart: PeriodStart | undefined,
): Recurrence {
  const { end } = rule.schedule;
  if (periodStart === undefined || end === undefined || schedule.end !== end) return schedule;
  const last = isContinued(rule, addDays(end, 1)) ? lastThrough(rule.schedule, end) : undefined;
  if (last === undefined) return schedule;
  const through = addDays(periodAfter(last, periodStart), -1);
  const held = { ...schedule, end: through < end ? through : end };
  if (occurrence(held, 0) === undefined) {
    throw new ApiError("schedule.endBeforeStart", { field: "schedule.end" });
  }
  return held;
}

/** Returns true if another rule continues this one from a day on: a division leaves no later ID base than that. */
function isContinued({ id, idBases = {} }: Rule, from: string): boolean {
  const base = idBases[from];
  return base !== undefined && base !== id && Object.keys(idBases).every((day) => day <= from);
}

/** The last occurrence through a day. */
function lastThrough(schedule: Recurrence, day: string): string | undefined {
  const after = firstFrom(endless(schedule), addDays(day, 1)) ?? 0;
  return after > 0 ? occurrence(schedule, after - 1) : undefined;
}
