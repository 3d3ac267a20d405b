import { movedDecisions, type PeriodStart } from "./duePeriods";
import type { Recurrence, Rhythm, Rule } from "./model";
import { occurrenceIdOf, postedIdOf } from "./occurrenceIds";
import { endless } from "./occurrences";

/** Notes of a rule about days to come. */
export type DayNotes = Pick<Rule, "decided" | "postedAs" | "takenBack" | "storing" | "rhythms">;

/** Returns what a rule notes of some days. Most rules note nothing but decisions. */
export function notesOn(
  { decided, postedAs, takenBack, storing, rhythms }: DayNotes,
  keeps: (day: string) => boolean,
): DayNotes {
  const [ids, former] = [daysOf(postedAs, keeps), daysOf(takenBack, keeps)];
  const begun = daysOf(storing, keeps);
  return {
    decided: daysOf(decided, keeps),
    ...(ids && { postedAs: ids }),
    ...(former && { takenBack: former }),
    ...(begun && { storing: begun }),
    ...(rhythms && { rhythms: rhythmsOn(rhythms, keeps) }),
  };
}

const rhythmsOn = (rhythms: readonly Rhythm[], keeps: (day: string) => boolean): Rhythm[] =>
  rhythms
    .map(({ schedule, days }) => ({ schedule, days: days.filter(keeps) }))
    .filter(({ days }) => days.length > 0);

export function daysOf<Noted>(
  byDay: Readonly<Record<string, Noted>> | undefined,
  keeps: (day: string) => boolean,
): Readonly<Record<string, Noted>> | undefined {
  const kept = Object.entries(byDay ?? {}).filter(([day]) => keeps(day));
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/**
 * Returns what a rule notes of days, on the days of another schedule in the same periods. What was posted there early keeps its
 * expense, which has the ID of its former day.
 */
export function movedNotes(
  rule: DayNotes & Parameters<typeof postedIdOf>[0],
  schedule: Recurrence,
  periodStart: PeriodStart,
): DayNotes {
  const { decided = {}, takenBack = {} } = rule;
  const moved = <Noted>(byDay: Readonly<Record<string, Noted>>) =>
    movedDecisions(byDay, endless(schedule), periodStart);
  const posted = Object.keys(decided).filter((day) => decided[day] === "posted");
  const ids = moved(Object.fromEntries(posted.map((day) => [day, postedIdOf(rule, day)])));
  return {
    decided: moved(decided),
    postedAs: daysOf(ids, (day) => ids[day] !== occurrenceIdOf(rule, day)),
    takenBack: moved(takenBack),
  };
}

/** The days of which a rule notes what a user decided, in order. */
export const notedDays = ({ decided = {}, takenBack = {} }: DayNotes): string[] =>
  [...new Set([...Object.keys(decided), ...Object.keys(takenBack)])].sort();

/** Returns a rule without what it notes of days. */
export function withoutNotes<One extends DayNotes>(rule: One): Omit<One, keyof DayNotes> {
  const { decided: _a, postedAs: _b, takenBack: _c, storing: _d, rhythms: _e, ...others } = rule;
  return others;
}
