import { shownFields } from "../expenses/expense";
import { signOf } from "../expenses/kinds";
import type { Answer } from "../http/answers";
import { etagOf } from "../http/etag";
import { daysOfMonth } from "../values/day";
import { getOrAdd } from "../values/maps";
import { formatAmount } from "../values/money";
import type { Rule } from "./model";
import { chosenSchedule } from "./occurrenceCounts";
import { countBetween, dueAmong, occurrence, occurrencesBetween, yearFrom } from "./occurrences";
import type { RecurringExpense, RecurringList } from "./ruleSchemas";

/** Number of days of upcoming occurrences that are listed for a rule. */
const UPCOMING = 3;

type ShownOccurrence = NonNullable<RecurringExpense["occurrences"]>[number];

/**
 * A rule as the API shows it.
 * @param today In the zone of its ledger.
 * @param month Lists the occurrences of this month as well.
 * @param count Occurrences within a year, if they are known.
 */
export function shownRule(
  rule: Rule,
  today: string,
  month?: string,
  count = yearlyCount(rule, today),
): RecurringExpense {
  const { id, content, mode, pausedAt, proposals = [], createdBy, createdAt, updatedAt, version } = rule;
  const shown = shownFields({ ...content, createdBy, createdAt, updatedAt, version });
  return {
    ...(shown as Omit<RecurringExpense, "id" | "schedule">),
    id,
    schedule: chosenSchedule(rule),
    mode,
    ...(pausedAt && { pausedAt }),
    upcoming: upcomingOf(rule),
    proposals: [...proposals],
    ...decidedDays(rule),
    ...(month !== undefined && { occurrences: occurrencesIn(rule, month) }),
    yearly: { count, amount: formatAmount(count * content.amount, content.currency) },
  };
}

/** The rules of a ledger, the next due first. */
export function shownRules(rules: readonly Rule[], today: string, month?: string): RecurringList {
  const sums = new Map<string, { spending: number; income: number }>();
  const counts = new Map(rules.map((rule) => [rule, yearlyCount(rule, today)]));
  for (const [rule, count] of counts) {
    const { currency, kind, amount } = rule.content;
    const sum = getOrAdd(sums, currency, () => ({ spending: 0, income: 0 }));
    const yearly = amount * count;
    if (kind === "income") sum.income += yearly;
    else sum.spending += signOf(kind) * yearly;
  }
  const keyOf = ({ pausedAt, nextOn, id }: Rule) => `${pausedAt ? "~" : (nextOn ?? "~~")}#${id}`;
  return {
    rules: rules
      .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
      .map((rule) => shownRule(rule, today, month, counts.get(rule))),
    yearly: [...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([currency, { spending, income }]) => ({
        currency,
        spending: formatAmount(spending, currency),
        income: formatAmount(income, currency),
      })),
  };
}

/** A rule with its version as ETag. */
export function ruleAnswer(rule: Rule, today: string, status = 200): Answer {
  return { status, body: shownRule(rule, today), headers: { ETag: etagOf(rule.version) } };
}

/** The days that were decided before they are due. A schedule that was changed since may not be due on some of them. */
function decidedDays({ schedule, decided = {} }: Rule): Pick<RecurringExpense, "decided"> {
  const days = dueAmong(schedule, Object.keys(decided).sort());
  const states = days.map((day) => ({ day, state: decided[day] ?? "skipped" }));
  return states.length > 0 ? { decided: states } : {};
}

function yearlyCount({ schedule, pausedAt, decided = {} }: Rule, today: string): number {
  if (pausedAt !== undefined) return 0;
  const skipped = Object.keys(decided).filter((day) => decided[day] === "skipped");
  return countBetween(schedule, today, yearFrom(today), skipped);
}

function upcomingOf({ schedule, next, nextOn, pausedAt, decided = {} }: Rule): string[] {
  const days: string[] = [];
  if (pausedAt !== undefined) return days;
  for (
    let n = next, day = nextOn;
    day !== undefined && days.length < UPCOMING;
    day = occurrence(schedule, ++n)
  ) {
    if (decided[day] === undefined) days.push(day);
  }
  return days;
}

/** The occurrences of a month that are not done yet. */
function occurrencesIn({ schedule, nextOn, pausedAt, decided = {} }: Rule, month: string): ShownOccurrence[] {
  const days = daysOfMonth(month);
  const [first = "", last = ""] = [days[0], days.at(-1)];
  if (pausedAt !== undefined || nextOn === undefined) return [];
  const from = nextOn > first ? nextOn : first;
  return [...occurrencesBetween(schedule, from, last)].map((day) => ({
    day,
    state: decided[day] ?? "upcoming",
  }));
}
