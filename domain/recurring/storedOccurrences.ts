import type { ExpenseRepository } from "../expenses/expenseRepository";
import type { ExpenseDefaults } from "../expenses/expenseRules";
import { daysOf } from "./dayNotes";
import { commonPeriods, movedDecisions } from "./duePeriods";
import type { Rule } from "./model";
import { occurrenceIdOf } from "./occurrenceIds";
import { dueAmong, occurrencesBetween, yearFrom } from "./occurrences";
import { expenseOn, nextRule, type RuleAuthor } from "./rules";
import { isBeingStored } from "./storingNotes";

// The expense of an occurrence is stored before its rule knows of it. If the rule moves to another day in between, the
// expense has the ID of a day on which the rule is not due any more, and its month would get a second one.

/** Occurrences that are looked at: those of a weekly rule that starts a year ago, and of a year ahead. */
const MAX_LOOKED_AT = 110;

/** The place of a request that moves a rule. */
type MovingPlace = Pick<RuleAuthor, "now" | "today"> & Pick<ExpenseDefaults, "thresholds">;

/**
 * Returns the rule with the days marked as posted whose expenses are stored, though it does not know of them yet. Those that
 * somebody is about to store are stored here: the rule is about to move.
 */
export async function withStored(
  rule: Rule,
  { now, today, thresholds }: MovingPlace,
  expenses: Pick<ExpenseRepository, "createOnce" | "get">,
): Promise<Rule> {
  const { ledgerId, nextOn, decided, storing } = rule;
  if (nextOn === undefined) return rule;
  const noted = dueAmong(rule.schedule, Object.keys(storing ?? {}));
  const begun = noted.filter((day) => day >= nextOn && decided?.[day] === undefined);
  const awaited = begun.filter((day) => isBeingStored(rule, day, now));
  await Promise.all(awaited.map((day) => expenses.createOnce(expenseOn(rule, day, now, { thresholds }))));
  const next = [...occurrencesBetween(rule.schedule, nextOn, yearFrom(today))].slice(0, MAX_LOOKED_AT);
  const days = [...new Set([...begun, ...next])].filter((day) => decided?.[day] === undefined);
  const stored = await Promise.all(days.map((day) => expenses.get(ledgerId, occurrenceIdOf(rule, day))));
  const posted = days.filter((_, index) => stored[index] !== undefined);
  return {
    ...rule,
    storing: daysOf(storing, (day) => day < nextOn),
    ...(posted.length > 0 && { decided: { ...decided, ...asPosted(posted) } }),
  };
}

/**
 * Returns a rule that was moved while expenses of its former schedule were stored, with their months or weeks marked as
 * posted; the same rule if it was not moved.
 * @param before The rule that they were stored for.
 */
export function withPostedBefore(
  rule: Rule,
  before: Rule,
  days: readonly string[],
  author: Pick<RuleAuthor, "now">,
): Rule {
  const { schedule, nextOn, decided } = rule;
  const periodStart = commonPeriods(before.schedule, schedule);
  if (periodStart === undefined || nextOn === undefined) return rule;
  const former = days.filter(
    (day) => movedDecisions({ [day]: "posted" }, schedule, periodStart)?.[day] === undefined,
  );
  const ids = Object.fromEntries(former.map((day) => [day, occurrenceIdOf(before, day)]));
  const others = daysOf(movedDecisions(ids, schedule, periodStart), (day) => {
    return day >= nextOn && decided?.[day] !== "posted";
  });
  if (others === undefined) return rule;
  const posted = { ...decided, ...asPosted(Object.keys(others)) };
  return nextRule({ ...rule, decided: posted, postedAs: { ...rule.postedAs, ...others } }, author);
}

const asPosted = (days: readonly string[]): NonNullable<Rule["decided"]> =>
  Object.fromEntries(days.map((day) => [day, "posted"]));
