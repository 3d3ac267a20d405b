import { expenseIdFor } from "../expenses/expenseKeys";
import { addDays } from "../values/day";
import type { Rule } from "./model";

type Identified = Pick<Rule, "id" | "idBases">;

/**
 * Returns the ID of the expense of an occurrence, which makes posting it idempotent. An Idempotency-Key never contains
 * NUL, so none takes the ID of an occurrence.
 */
export const occurrenceIdOf = (rule: Identified & Pick<Rule, "ledgerId">, day: string): string =>
  expenseIdFor(rule.ledgerId, `\0${idBaseOn(rule, day)}\0${day}`);

/** Returns the ID of the expense of an occurrence that was posted early. */
export const postedIdOf = (rule: Identified & Pick<Rule, "ledgerId" | "postedAs">, day: string): string =>
  rule.postedAs?.[day] ?? occurrenceIdOf(rule, day);

function idBaseOn({ id, idBases = {} }: Identified, day: string): string {
  const begun = Object.keys(idBases).filter((from) => from <= day);
  return idBases[begun.sort().at(-1) ?? ""] ?? id;
}

/**
 * Returns the ID bases of a rule once the expense of a day is taken back: the one that comes instead has another ID, because
 * a deleted expense is never posted again.
 */
export function withOwnBase(rule: Identified, day: string, base: string): Rule["idBases"] {
  const after = addDays(day, 1);
  return { ...rule.idBases, [after]: idBaseOn(rule, after), [day]: base };
}

/**
 * Returns the ID bases of a rule that has moved to other days, none of which is that of an expense that was taken back: its
 * next one may be on the day on which that was posted.
 */
export function withoutTakenBack(rule: Identified & Pick<Rule, "ledgerId" | "takenBack">): Rule["idBases"] {
  let { idBases } = rule;
  for (const [day, ids] of Object.entries(rule.takenBack ?? {})) {
    const id = occurrenceIdOf({ ...rule, idBases }, day);
    if (ids.includes(id)) idBases = withOwnBase({ ...rule, idBases }, day, id);
  }
  return idBases;
}

/**
 * Returns the ID bases of a rule that is divided on a day, and of the one that continues it. That one finds what was
 * posted early for its days, even if nobody noted it; and since they exchange theirs, no two rules ever share an ID,
 * however their schedules are changed afterwards.
 */
export function exchangedIdBases(rule: Identified, from: string, successorId: string) {
  const entries = Object.entries(rule.idBases ?? {});
  const before = Object.fromEntries(entries.filter(([day]) => day < from));
  const after = Object.fromEntries(entries.filter(([day]) => day > from));
  return [
    { ...before, [from]: successorId },
    { [from]: idBaseOn(rule, from), ...after },
  ] as const;
}
