import { ApiError } from "../http/apiError";
import { addDays } from "../values/day";
import { type PeriodStart, periodAfter } from "./duePeriods";
import type { Recurrence, Rule } from "./model";
import { countedSchedule } from "./occurrenceCounts";
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

/** Returns what is noted of a rule that ends before its occurrence `n`, if another one has the rest of its number of times. */
export function endedPart(
  { schedule, doneBefore = 0, part }: Rule,
  n: number,
  end: string,
): Pick<Rule, "part"> {
  return schedule.count === undefined && part === undefined ? {} : { part: { end, count: doneBefore + n } };
}

/**
 * Returns another schedule of a rule as it is stored; see {@link countedSchedule}. A part ends before it is due more often
 * than on its former schedule, for the rest of the number of times is that of another rule. A later end than it had is one
 * that users chose, and lets it go on by itself.
 * @param rule The rule on its former schedule.
 * @throws ApiError 400 if none is left.
 */
export function countedPart(
  rule: Parameters<typeof countedSchedule>[0] & Pick<Rule, "part">,
  other: Parameters<typeof countedSchedule>[1],
): Pick<Rule, "schedule" | "doneBefore" | "part"> {
  const [{ part }, { schedule }] = [rule, other];
  if (part === undefined) return countedSchedule(rule, other);
  if (schedule.end === undefined || schedule.end > part.end) {
    return { ...countedSchedule(rule, other), part: undefined };
  }
  // It may have ended earlier on its former schedule, which was due that often before.
  const end = schedule.end === rule.schedule.end ? part.end : schedule.end;
  const counted = orNoneLeft(() =>
    countedSchedule(rule, { ...other, schedule: { ...schedule, end, count: part.count } }),
  );
  const { count = 0, ...uncounted } = counted.schedule;
  const last = occurrence(uncounted, count) === undefined ? end : occurrence(uncounted, count - 1);
  return { ...counted, schedule: { ...uncounted, end: last }, part: { ...part, end } };
}

/** Refuses in terms of the end: users chose no number for a part. */
function orNoneLeft<Result>(count: () => Result): Result {
  try {
    return count();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new ApiError("schedule.endBeforeStart", { field: "schedule.end" });
  }
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
