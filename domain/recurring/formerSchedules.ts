import { addDays, earlierDay, laterDay } from "../values/day";
import { type DayNotes, movedNotes, notesOn, withoutNotes } from "./dayNotes";
import { commonPeriods, periodAfter } from "./duePeriods";
import type { Recurrence, Rule } from "./model";
import { dueAmong, endless, occurrence } from "./occurrences";

// A rent that becomes weekly by mistake, and monthly again, is due once in its month all the same: a rule remembers the last
// day that was due, and its rhythm, until it is due in another one.

/** The day of the last due occurrence, also if the rule was ended before it since. */
export function lastDone(rule: Rule): string | undefined {
  const { schedule, next, doneThrough } = rule;
  if (isUndone(rule)) return doneThrough;
  const own = occurrence(endless(schedule), next - 1) ?? "";
  return doneThrough !== undefined && doneThrough > own ? doneThrough : own;
}

/** Returns true if no occurrence was due yet on the schedule of a rule. */
const isUndone = ({ next, former }: Rule) => next <= (former?.next ?? 0);

/** The schedule that the last due occurrence was on, or one with the same months or weeks. */
const lastSchedule = (rule: Rule): Recurrence =>
  isUndone(rule) ? (rule.former?.schedule ?? rule.schedule) : rule.schedule;

/**
 * Returns what a rule that takes another schedule remembers of those before.
 * @param next The number of its first occurrence on the other one.
 */
export function doneOn(rule: Rule, schedule: Recurrence, next: number): Pick<Rule, "doneThrough" | "former"> {
  const last = lastSchedule(rule);
  const isOther = commonPeriods(last, schedule) === undefined;
  return { doneThrough: lastDone(rule), former: isOther ? { schedule: endless(last), next } : undefined };
}

/** Returns the day from which a rule can be due on another schedule. */
export function firstUndone(rule: Rule, schedule: Recurrence, today: string): string {
  const { nextOn } = rule;
  const open = earlierDay(nextOn ?? today, today);
  const last = lastDone(rule);
  if (last === undefined) return open;
  const periodStart = commonPeriods(lastSchedule(rule), schedule);
  // It may go on from another rule, which is still to be due.
  if (periodStart === undefined) return last > today ? open : laterDay(addDays(last, 1), open);
  const following = periodAfter(last, periodStart);
  if (commonPeriods(rule.schedule, schedule) === undefined) return laterDay(following, open);
  const after = laterDay(following, today);
  return laterDay(addDays(last, 1), nextOn === undefined ? after : earlierDay(periodStart(nextOn), after));
}

/** Returns what a rule notes of days, on those of another schedule if it is due in the same months or weeks, or was before. */
export function notesAfter(rule: Rule, schedule: Recurrence): DayNotes {
  for (const before of [rule.schedule, rule.former?.schedule]) {
    const periodStart = before && commonPeriods(before, schedule);
    if (before === undefined || periodStart === undefined) continue;
    const { decided = {}, takenBack = {} } = rule;
    const days = new Set(dueAmong(endless(before), [...Object.keys(decided), ...Object.keys(takenBack)]));
    // Others were noted in another rhythm, which may come back.
    const [own, others] = [notesOn(rule, (day) => days.has(day)), notesOn(rule, (day) => !days.has(day))];
    const moved = movedNotes({ ...withoutNotes(rule), ...own }, schedule, periodStart);
    const notes = {
      decided: { ...others.decided, ...moved.decided },
      postedAs: { ...others.postedAs, ...moved.postedAs },
      takenBack: { ...others.takenBack, ...moved.takenBack },
    };
    return { ...withoutNotes(notes), ...notesOn(notes, () => true) };
  }
  return {};
}
