import type { ExpenseRepository } from "../expenses/expenseRepository";
import { daysOf } from "./dayNotes";
import { commonPeriods, movedDecisions } from "./duePeriods";
import type { Recurrence, Rule } from "./model";
import { occurrenceIdOf } from "./occurrenceIds";
import { completed, occurrencesBetween, yearFrom } from "./occurrences";
import { nextRule, type RuleAuthor } from "./rules";

// The expense of an occurrence is stored before its rule knows of it. If the rule moves to another day in between, the
// expense has the ID of a day on which the rule is not due any more, and its month would get a second one.

/** Occurrences that are looked at: those of a weekly rule that starts a year ago, and of a year ahead. */
const MAX_LOOKED_AT = 110;

/**
 * Returns the rule with the days marked as posted whose expenses are stored, though it does not know of them yet.
 * @param schedule The one to which the rule is about to move. Where it keeps no months or weeks, no day is another's,
 *   but a number of times includes all of them.
 */
export async function withStored(
  rule: Rule,
  schedule: Recurrence,
  today: string,
  expenses: Pick<ExpenseRepository, "get">,
): Promise<Rule> {
  const { ledgerId, nextOn, decided } = rule;
  const isAsked =
    schedule.count !== undefined || commonPeriods(rule.schedule, completed(schedule)) !== undefined;
  if (nextOn === undefined || !isAsked) return rule;
  const days = [...occurrencesBetween(rule.schedule, nextOn, yearFrom(today))]
    .slice(0, MAX_LOOKED_AT)
    .filter((day) => decided?.[day] === undefined);
  const stored = await Promise.all(days.map((day) => expenses.get(ledgerId, occurrenceIdOf(rule, day))));
  const posted = days.filter((_, index) => stored[index] !== undefined);
  return posted.length > 0 ? { ...rule, decided: { ...decided, ...asPosted(posted) } } : rule;
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
