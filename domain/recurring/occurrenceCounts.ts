import { ApiError } from "../http/apiError";
import type { Recurrence, Rule } from "./model";
import { dueAmong, firstFrom } from "./occurrences";

// The count of a schedule includes what is done, also on the schedules that a rule had before. One that starts after that
// does not have these occurrences, and is stored with a lower count.

/** The schedule of a rule as users chose it. */
export function chosenSchedule({ schedule, doneBefore = 0 }: Pick<Rule, "schedule" | "doneBefore">) {
  const { count } = schedule;
  return count === undefined ? schedule : { ...schedule, count: count + doneBefore };
}

/** A schedule from its occurrence `next` on, with the decisions about those to come. */
type Progress = Pick<Rule, "schedule" | "decided" | "next">;

/** The number of occurrences that are done, or decided before they are due. */
const doneOf = (rule: Progress & Pick<Rule, "doneBefore">) =>
  (rule.doneBefore ?? 0) + rule.next + numbersDecided(rule).length;

/** The numbers of the occurrences that are decided before they are due. */
function numbersDecided({ schedule: { end: _end, ...schedule }, decided = {}, next }: Progress): number[] {
  const numbers = dueAmong(schedule, Object.keys(decided)).map((day) => firstFrom(schedule, day) ?? next);
  return numbers.filter((n) => n >= next);
}

/**
 * Returns another schedule of a rule as it is stored, with the number of occurrences that are done and not among its own.
 * @param rule The rule on its former schedule.
 * @param other The other one, with the count that users chose.
 * @throws ApiError 400 if as many are done as it counts, before it starts, or more than a new count.
 */
export function countedSchedule(rule: Parameters<typeof doneOf>[0], other: Progress) {
  const { count, ...uncounted } = other.schedule;
  const all = doneOf(rule);
  const done = all - other.next;
  let kept = numbersDecided({ ...other, schedule: uncounted });
  const before = () => done - kept.length;
  if (count === undefined) return counted(uncounted, before());
  // One that was decided and is no longer among them is done as well, which leaves room for fewer.
  for (let number = -1; number !== kept.length; ) {
    number = kept.length;
    kept = kept.filter((n) => n < count - before());
  }
  const isNew = count !== chosenSchedule(rule).count;
  if (count <= before() || (isNew && count < all)) {
    throw new ApiError("schedule.countDone", { field: "schedule.count", values: { done: all } });
  }
  return counted({ ...uncounted, count: count - before() }, before());
}

/**
 * Returns the schedule of a rule as it is stored once an expense is taken back that was posted early for a day: if the schedule is not
 * due on that day any more, it is due once more instead.
 * @param days The days that are noted of that expense.
 */
export function countedWithout(
  rule: Progress & Pick<Rule, "doneBefore">,
  days: readonly string[],
): Pick<Rule, "schedule" | "doneBefore"> {
  const { schedule, doneBefore = 0 } = rule;
  const decided = Object.fromEntries(days.map((day) => [day, "posted" as const]));
  if (numbersDecided({ ...rule, decided }).length > 0) return { schedule, doneBefore: rule.doneBefore };
  const { count } = schedule;
  return counted(count === undefined ? schedule : { ...schedule, count: count + 1 }, doneBefore - 1);
}

const counted = (schedule: Recurrence, doneBefore: number): Pick<Rule, "schedule" | "doneBefore"> => ({
  schedule,
  doneBefore: doneBefore === 0 ? undefined : doneBefore,
});
