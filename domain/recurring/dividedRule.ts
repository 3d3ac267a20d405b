import { ApiError } from "../http/apiError";
import { addDays, laterDay } from "../values/day";
import { notesOn, withoutNotes } from "./dayNotes";
import { doneOn, notesAfter } from "./formerSchedules";
import type { Rule, RuleTerms } from "./model";
import { chosenSchedule } from "./occurrenceCounts";
import { exchangedIdBases, withoutTakenBack } from "./occurrenceIds";
import { completed, endless, firstFrom, occurrence } from "./occurrences";
import { countedPart, endedPart, heldSchedule } from "./partEnds";
import {
  changedRule,
  expecting,
  nextRule,
  periodsAfter,
  type RuleAuthor,
  requireUpcoming,
  withAct,
} from "./rules";

// A change from an occurrence on divides a rule: it ends, and another one goes on.

/**
 * Returns the rule that ends before one of its occurrences, with the rule that continues from there. One write stores
 * both, so that no occurrence is lost or due twice; `successor` becomes an item of its own afterwards.
 * @param from The day of an occurrence that is not due yet.
 * @throws ApiError 404 if there is no such occurrence, 400 if nothing would be due from there on.
 */
export function splitRule(
  rule: Rule,
  from: string,
  terms: Partial<RuleTerms>,
  id: string,
  author: RuleAuthor,
): Rule {
  const n = requireUpcoming(rule, from);
  const next = continued(rule, from, terms);
  if (n === rule.next) return changedRule(rule, next, author);
  const [idBases, laterBases] = exchangedIdBases(rule, from, id);
  const later = notesOn(rule, (day) => day >= from);
  const notes = notesAfter({ ...withoutNotes(rule), ...later }, next.schedule);
  const ownBases = withoutTakenBack({ ...notes, id, ledgerId: rule.ledgerId, idBases: laterBases });
  const { pausedAt } = rule;
  const successor = {
    ...{ ...next, ...countedPart({ ...rule, next: n }, { ...next, ...notes, next: 0 }) },
    ...{ id, idBases: ownBases, ...notes },
    ...(pausedAt && { pausedAt }),
    ...doneOn({ ...rule, next: n }, next.schedule, 0),
  };
  const { count: _count, ...rest } = rule.schedule;
  const schedule = { ...rest, end: addDays(from, -1) };
  const ended = {
    ...{ ...withoutNotes(rule), ...endedPart(rule, n, schedule.end), idBases, schedule, successor },
    ...notesOn(rule, (day) => day < from),
  };
  return withAct(nextRule(ended, author), "ruleChanged", author);
}

/** The terms from an occurrence on, with the count that users chose: it includes what comes before. */
function continued(rule: Rule, from: string, terms: Partial<RuleTerms>): RuleTerms {
  const periodStart = periodsAfter(rule, terms);
  const chosen = heldSchedule(rule, completed(terms.schedule ?? chosenSchedule(rule)), periodStart);
  const first = periodStart && firstFrom(endless(chosen), periodStart(from));
  const start = (first !== undefined && occurrence(endless(chosen), first)) || laterDay(from, chosen.start);
  const schedule = { ...chosen, start };
  if (occurrence(schedule, 0) === undefined) {
    throw new ApiError("schedule.endBeforeStart", { field: "schedule.end" });
  }
  return { content: rule.content, mode: rule.mode, ...terms, schedule };
}

/** Returns the rule that continues another one, as it is first stored. */
export function successorOf({ successor, ledgerId, createdBy, updatedAt }: Rule): Rule | undefined {
  if (successor === undefined) return undefined;
  const made = { ...successor, ledgerId, createdBy, createdAt: updatedAt, updatedAt, version: 1, next: 0 };
  return expecting(made, 0);
}

/** The rule once its successor is stored. */
export const withoutSuccessor = (rule: Rule, author: Pick<RuleAuthor, "now">): Rule =>
  nextRule({ ...rule, successor: undefined }, author);
