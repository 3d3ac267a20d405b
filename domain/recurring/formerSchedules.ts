import { addDays, earlierDay, laterDay } from "../values/day";
import { type DayNotes, movedNotes, notedDays, notesOn, withoutNotes } from "./dayNotes";
import { commonPeriods, dueInPeriod, periodAfter } from "./duePeriods";
import type { Recurrence, Rhythm, Rule } from "./model";
import { dueAmong, endless, occurrence } from "./occurrences";

// A rent that becomes weekly by mistake, and monthly again, is due once in its month all the same: a rule remembers the last
// day that was due, and its rhythm, until it is due in another one.

/** Rhythms that a rule remembers, the latest ones: somebody may change it any number of times. */
const MAX_RHYTHMS = 20;

/** The day of the last due occurrence, also if the rule was ended before it since. */
function lastDone(rule: Rule): string | undefined {
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
  if (last === undefined) {
    // The month of its first day, which may be past, is still to come.
    const startOf = commonPeriods(rule.schedule, schedule);
    return startOf && nextOn !== undefined ? earlierDay(startOf(nextOn), open) : open;
  }
  const periodStart = commonPeriods(lastSchedule(rule), schedule);
  // It may go on from another rule, which is still to be due.
  if (periodStart === undefined) return last > today ? open : laterDay(addDays(last, 1), open);
  const following = periodAfter(last, periodStart);
  if (commonPeriods(rule.schedule, schedule) === undefined) return laterDay(following, open);
  const after = laterDay(following, today);
  return laterDay(addDays(last, 1), nextOn === undefined ? after : earlierDay(periodStart(nextOn), after));
}

/**
 * Returns what a rule notes of days, on those of another schedule if it is due in their months or weeks. What was noted in
 * another rhythm, or in months in which it is not due yet, stays as it is: the rule may be due there again.
 */
export function notesAfter(rule: Rule, schedule: Recurrence): DayNotes {
  const moved: DayNotes[] = [];
  const left: Rhythm[] = [];
  const gone = new Set<string>();
  for (const { schedule: before, days } of rhythmsOf(rule)) {
    const periodStart = commonPeriods(before, schedule);
    const isMoved = (day: string) =>
      periodStart !== undefined && dueInPeriod(endless(schedule), day, periodStart) !== undefined;
    if (periodStart !== undefined) {
      const own = notesOn(rule, (day) => days.includes(day) && isMoved(day));
      moved.push(movedNotes({ ...withoutNotes(rule), ...own }, schedule, periodStart));
    }
    for (const day of days.filter(isMoved)) gone.add(day);
    left.push({ schedule: before, days: days.filter((day) => !isMoved(day)) });
  }
  const rhythms = left.filter((one) => one.days.length > 0 && hasPeriods(one.schedule));
  const kept = new Set(left.flatMap(({ days }) => days));
  const stay = notesOn(rule, (day) => kept.has(day) || !gone.has(day));
  return notesOn(
    { ...together([stay, ...moved]), storing: rule.storing, rhythms: rhythms.slice(0, MAX_RHYTHMS) },
    () => true,
  );
}

/** The rhythm of a rule and its former ones, with the noted days on which they are due. */
function rhythmsOf(rule: Rule): Rhythm[] {
  const { schedule, former, rhythms } = rule;
  const noted = notedDays(rule);
  const dueOn = (one: Recurrence) => ({ schedule: one, days: dueAmong(one, noted) });
  // Releases that noted none knew only that of the last due day.
  const others = rhythms ?? (former ? [dueOn(former.schedule)] : []);
  return [dueOn(endless(schedule)), ...others].filter(({ days }) => days.length > 0);
}

/** Others are never due once in each of some months or weeks. */
const hasPeriods = (schedule: Recurrence) => commonPeriods(schedule, schedule) !== undefined;

/** Notes of several rhythms in one. What was posted on a day is there, whatever else was decided about it. */
function together(all: readonly DayNotes[]): DayNotes {
  const decided: Record<string, "posted" | "skipped"> = {};
  const takenBack: Record<string, readonly string[]> = {};
  for (const notes of all) {
    for (const [day, decision] of Object.entries(notes.decided ?? {})) {
      if (decided[day] !== "posted") decided[day] = decision;
    }
    for (const [day, ids] of Object.entries(notes.takenBack ?? {})) {
      takenBack[day] = [...new Set([...(takenBack[day] ?? []), ...ids])];
    }
  }
  return { decided, takenBack, postedAs: Object.assign({}, ...all.map(({ postedAs }) => postedAs)) };
}
