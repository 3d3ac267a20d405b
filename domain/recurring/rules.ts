import { type ExpenseDefaults, withAlert } from "../expenses/expenseRules";
import type { ExpenseItem } from "../expenses/model";
import { ApiError } from "../http/apiError";
import { NEVER } from "../ledgers/dueItems";
import type { LedgerChange } from "../ledgers/model";
import { addDays, laterDay } from "../values/day";
import { DAY_MS } from "../values/duration";
import { MAX_PROPOSALS, MAX_RULE_PAST_DAYS, TRASH_DAYS } from "../values/limits";
import { daysOf, notesOn, withoutNotes } from "./dayNotes";
import { commonPeriods, type PeriodStart } from "./duePeriods";
import { doneOn, firstUndone, notesAfter } from "./formerSchedules";
import type { Rule, RuleTerms } from "./model";
import { occurrenceIdOf, withoutTakenBack } from "./occurrenceIds";
import { completed, endless, firstFrom, occurrence, startOfDay, yearFrom } from "./occurrences";
import { countedPart, heldSchedule } from "./partEnds";

// The life of a rule, as pure functions: each returns the next version. Days are those of the ledger's zone.

/** Who changes a rule, when, and on which day in the ledger's zone. */
export interface RuleAuthor {
  userId: string;
  now: Date;
  today: string;
}

/**
 * Returns a new rule. The next run of the job posts what was due since its start.
 * @throws ApiError 400 if it starts too long ago.
 */
export function newRule(terms: RuleTerms, id: string, ledgerId: string, author: RuleAuthor): Rule {
  const { userId, now, today } = author;
  if (terms.schedule.start < addDays(today, -MAX_RULE_PAST_DAYS)) {
    throw new ApiError("schedule.startTooEarly", {
      field: "schedule.start",
      values: { days: MAX_RULE_PAST_DAYS },
    });
  }
  const at = now.toISOString();
  const rule = { ...terms, schedule: completed(terms.schedule), id, ledgerId, version: 1, next: 0 };
  const created = { ...rule, createdBy: userId, createdAt: at, updatedAt: at };
  return withAct(expecting(created, 0), "ruleAdded", author);
}

/** The part of a rule that a change sets. */
type RuleChange = Partial<RuleTerms> & { paused?: boolean | undefined };

/**
 * Returns the rule after a change to what is not posted or decided yet. On another day of the same months or weeks, it
 * is still due once in each. Whatever was due while it was paused is skipped.
 */
export function changedRule(rule: Rule, { paused, ...terms }: RuleChange, author: RuleAuthor): Rule {
  const isResumed = rule.pausedAt !== undefined && paused === false;
  const schedule = heldSchedule(rule, completed(terms.schedule ?? rule.schedule), periodsAfter(rule, terms));
  const pausedAt = paused ? (rule.pausedAt ?? author.now.toISOString()) : undefined;
  const changed: Rule = {
    ...(terms.schedule ? { ...withoutNotes(rule), ...notesAfter(rule, schedule) } : rule),
    ...terms,
    schedule,
    ...(paused !== undefined && { pausedAt }),
  };
  const { today } = author;
  const first = firstUndone(rule, schedule, today);
  const n = firstFrom(endless(schedule), isResumed ? laterDay(first, today) : first);
  const counted =
    terms.schedule && n !== undefined
      ? { ...changed, ...doneOn(rule, schedule, n), ...countedPart(rule, { ...changed, next: n }) }
      : changed;
  const moved = terms.schedule !== undefined || isResumed ? expecting(counted, n) : changed;
  const idBases = withoutTakenBack(moved);
  return withAct(
    nextRule({ ...moved, ...(idBases && { idBases }) }, author),
    actOf({ paused, ...terms }),
    author,
  );
}

/** The periods in which the rule is due once, before and after another schedule; undefined if there are none. */
export function periodsAfter(rule: Rule, { schedule }: Partial<RuleTerms>): PeriodStart | undefined {
  return schedule && commonPeriods(rule.schedule, completed(schedule));
}

function actOf({ paused, ...terms }: RuleChange): LedgerChange["type"] {
  if (Object.keys(terms).length > 0 || paused === undefined) return "ruleChanged";
  return paused ? "rulePaused" : "ruleResumed";
}

/** Returns the rule after it is deleted. */
export function deletedRule(rule: Rule, author: RuleAuthor): Rule {
  const next = nextRule(rule, author);
  return withAct({ ...next, deletedAt: next.updatedAt }, "ruleDeleted", author);
}

/**
 * Returns a deleted rule after it is restored as it was: the next run posts what was due meanwhile. One that is not
 * deleted stays the same.
 * @throws ApiError 404 if it was deleted longer ago than the trash reaches back.
 */
export function restoredRule(rule: Rule, author: RuleAuthor): Rule {
  const { deletedAt, ...kept } = rule;
  if (deletedAt === undefined) return rule;
  if (Date.parse(deletedAt) + TRASH_DAYS * DAY_MS <= author.now.getTime())
    throw new ApiError("rule.notFound");
  return withAct(nextRule(kept, author), "ruleRestored", author);
}

/** An occurrence that a user decides before the job does: a proposed one, or one due within a year. */
type Decision = "posted" | "skipped";

/**
 * Returns the rule after a decision about one of its occurrences; the same rule if the decision was already made.
 * @throws ApiError 404 if there is no such occurrence, or if it was posted.
 */
export function decidedRule(rule: Rule, day: string, decision: Decision, author: RuleAuthor): Rule {
  const { proposals = [] } = rule;
  if (proposals.includes(day)) {
    const rest = proposals.filter((one) => one !== day);
    return withDecision({ ...rule, proposals: rest.length > 0 ? rest : undefined }, day, decision, author);
  }
  requireUpcoming(rule, day);
  if (day > yearFrom(author.today)) throw new ApiError("occurrence.notFound", { field: "day" });
  const before = rule.decided?.[day];
  if (before === decision) return rule;
  if (before === "posted") throw new ApiError("occurrence.notFound", { field: "day" });
  return withDecision({ ...rule, decided: { ...rule.decided, [day]: decision } }, day, decision, author);
}

/**
 * Returns the rule after a skipped occurrence is to come after all; the same rule if it is to come anyway.
 * @throws ApiError 404 if there is no such occurrence, or if it was posted or is due by now.
 */
export function unskippedRule(rule: Rule, day: string, author: RuleAuthor): Rule {
  requireUpcoming(rule, day);
  const decision = rule.decided?.[day];
  if (decision === undefined) return rule;
  if (decision === "posted") throw new ApiError("occurrence.notFound", { field: "day" });
  const decided = daysOf(rule.decided, (other) => other !== day);
  return withAct(nextRule({ ...rule, decided }, author), "ruleChanged", author);
}

function withDecision(rule: Rule, day: string, decision: Decision, author: RuleAuthor): Rule {
  const next = nextRule({ ...rule, storing: daysOf(rule.storing, (one) => one !== day) }, author);
  // Posted occurrences show in the activity as expenses.
  return decision === "posted" ? next : withAct(next, "ruleSkipped", author, day);
}

/** The due occurrences of a rule, and the rule when they are done. */
interface DuePart {
  /** Days of occurrences that are due and not decided, in order. */
  days: string[];
  /** Days of those that are due and were skipped. */
  skipped: string[];
  rule: Rule;
}

/**
 * Takes what is due of a rule up to a day. Proposed occurrences wait in the rule; if there is no more room, later ones
 * stay due until others are decided.
 * @param max Maximum number of occurrences.
 */
export function takeDue(rule: Rule, author: Pick<RuleAuthor, "now" | "today">, max: number): DuePart {
  const proposals = [...(rule.proposals ?? [])];
  const room = rule.mode === "propose" ? Math.min(max, MAX_PROPOSALS - proposals.length) : max;
  const days: string[] = [];
  const skipped: string[] = [];
  let { next, nextOn } = rule;
  for (
    ;
    days.length < room && nextOn !== undefined && nextOn <= author.today;
    nextOn = occurrence(rule.schedule, next)
  ) {
    const decision = rule.decided?.[nextOn];
    if (decision === undefined) days.push(nextOn);
    else if (decision === "skipped") skipped.push(nextOn);
    next += 1;
  }
  if (rule.mode === "propose") proposals.push(...days);
  const moved = awaiting({ ...rule, ...(proposals.length > 0 && { proposals }) }, next, author.today);
  return { days, skipped, rule: nextRule(moved, author) };
}

/**
 * Returns the rule after somebody archived its ledger: it is paused, and an editor resumes it when the ledger is active
 * again.
 */
export const stoppedRule = (rule: Rule, author: Pick<RuleAuthor, "now" | "userId">): Rule =>
  withAct(nextRule({ ...rule, pausedAt: author.now.toISOString() }, author), "rulePaused", author);

/**
 * Returns when the job has to process a rule next, which takes the oldest time first. One that starts in the past, or is
 * only caught up in part, goes behind those that wait already. The zone is that of its ledger.
 */
export function dueAtOf(
  { pausedAt, nextOn, mode, proposals = [], successor, updatedAt, deletedAt }: Rule,
  timezone: string,
) {
  if (deletedAt !== undefined) return NEVER;
  if (successor !== undefined) return updatedAt;
  const isFull = mode === "propose" && proposals.length >= MAX_PROPOSALS;
  if (pausedAt !== undefined || nextOn === undefined || isFull) return NEVER;
  return laterDay(startOfDay(nextOn, timezone).toISOString(), minuteOf(updatedAt));
}

/** Its minute alone: nobody misses it whose clock is behind by less. */
const minuteOf = (at: string) => `${at.slice(0, "YYYY-MM-DDThh:mm".length)}:00.000Z`;

/**
 * Returns the expense of an occurrence. It raises alerts like any expense.
 * @param date The day of the expense, if it is another.
 */
export function expenseOn(
  rule: Rule,
  day: string,
  now: Date,
  { thresholds }: Pick<ExpenseDefaults, "thresholds">,
  date = day,
): ExpenseItem {
  const { id, ledgerId, content, createdBy } = rule;
  const at = now.toISOString();
  const item: ExpenseItem = {
    ...content,
    expenseId: occurrenceIdOf(rule, day),
    ledgerId,
    date,
    source: "rule",
    sourceId: id,
    createdBy,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
  return withAlert(item, thresholds);
}

/** The number of a future occurrence. */
export function requireUpcoming({ schedule, next, nextOn }: Rule, day: string): number {
  const n = firstFrom(schedule, day);
  if (nextOn === undefined || n === undefined || n < next || occurrence(schedule, n) !== day) {
    throw new ApiError("occurrence.notFound", { field: "day" });
  }
  return n;
}

/** Returns the rule with its next occurrence, without decisions about earlier days that are past. */
function awaiting(rule: Rule, next: number, today: string): Rule {
  const expected = expecting(rule, next);
  const { nextOn, proposals } = expected;
  // Until then the rule may take a schedule again that is due on them.
  const isOpen = (day: string) =>
    day > today || (nextOn !== undefined && day >= nextOn) || proposals?.includes(day) === true;
  return { ...withoutNotes(expected), ...notesOn(rule, isOpen) };
}

/** Returns the rule with its next occurrence; undefined if there is none. */
export function expecting(rule: Rule, next: number | undefined): Rule {
  const nextOn = next === undefined ? undefined : occurrence(rule.schedule, next);
  return { ...rule, next: next ?? rule.next, nextOn };
}

export function nextRule(rule: Rule, { now }: Pick<RuleAuthor, "now">): Rule {
  const updatedAt = new Date(Math.max(now.getTime(), Date.parse(rule.updatedAt) + 1)).toISOString();
  return { ...rule, version: rule.version + 1, updatedAt };
}

export function withAct(
  rule: Rule,
  type: LedgerChange["type"],
  { userId }: Pick<RuleAuthor, "userId">,
  after?: string,
): Rule {
  const change: LedgerChange = { type, before: rule.content.description, ...(after && { after }) };
  return { ...rule, lastAct: { at: rule.updatedAt, by: userId, changes: [change] } };
}
