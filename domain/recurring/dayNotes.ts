import { movedDecisions, type PeriodStart } from "./duePeriods";
import type { Recurrence, Rule } from "./model";
import { occurrenceIdOf, postedIdOf } from "./occurrenceIds";
import { endless } from "./occurrences";

/** Notes of a rule about days to come. */
export type DayNotes = Pick<Rule, "decided" | "postedAs" | "takenBack" | "storing">;

/** Returns what a rule notes of some days. Most rules note nothing but decisions. */
export function notesOn(
  { decided, postedAs, takenBack, storing }: DayNotes,
  keeps: (day: string) => boolean,
): DayNotes {
  const [ids, former] = [daysOf(postedAs, keeps), daysOf(takenBack, keeps)];
  const begun = daysOf(storing, keeps);
  return {
    decided: daysOf(decided, keeps),
    ...(ids && { postedAs: ids }),
    ...(former && { takenBack: former }),
    ...(begun && { storing: begun }),
  };
}

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
  const { decided = {}, takenBack } = rule;
  const moved = <Noted>(byDay: Readonly<Record<string, Noted>> | undefined) =>
    movedDecisions(byDay, endless(schedule), periodStart);
  const posted = Object.keys(decided).filter((day) => decided[day] === "posted");
  const ids = moved(Object.fromEntries(posted.map((day) => [day, postedIdOf(rule, day)])));
  return {
    decided: moved(decided),
    postedAs: daysOf(ids, (day) => ids[day] !== occurrenceIdOf(rule, day)),
    takenBack: takenBack && moved(takenBack),
  };
}

/** Returns a rule without what it notes of days. */
export function withoutNotes<One extends DayNotes>(rule: One): Omit<One, keyof DayNotes> {
  const { decided: _decided, postedAs: _ids, takenBack: _former, storing: _begun, ...others } = rule;
  return others;
}
