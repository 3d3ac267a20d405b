import { signOf } from "../expenses/kinds";
import type { ExpenseItem } from "../expenses/model";
import { sharesOf } from "../expenses/parts";
import type { Rule } from "../recurring/model";
import { postedIdOf } from "../recurring/occurrenceIds";
import { begunBy, occurrence, occurrencesBetween } from "../recurring/occurrences";
import type { DayRange } from "../values/day";
import { getOrAdd } from "../values/maps";
import { DAYS_PER_YEAR } from "./cadences";
import { ownOf } from "./looseCharges";
import { byMerchant, Merchants } from "./merchants";
import type { Charge, PlannedAmount, PlannedCharge, RulePlan, Series } from "./model";
import { pairedSeries, type Shop } from "./planPairs";
import { isRunning } from "./series";

const DAYS_PER = { days: 1, weeks: 7, months: DAYS_PER_YEAR / 12, years: DAYS_PER_YEAR } as const;

/** Expenses of occurrences by their ID, as they are now. */
export type PostedExpenses = ReadonlyMap<
  string,
  Pick<ExpenseItem, "ledgerId" | "date" | "deletedAt"> & Content
>;

type Content = Pick<ExpenseItem, "amount" | "currency" | "kind" | "category" | "parts" | "tags">;

/** The IDs of the expenses that were posted before their day, of all rules. */
export const postedIdsOf = (rules: readonly Rule[]): string[] => [
  ...new Set(rules.flatMap((rule) => [...idsOf(rule)])),
];

/** An expense may be that of several days, each in another rhythm of the rule. */
function idsOf(rule: Rule): Set<string> {
  const { decided = {} } = rule;
  const posted = Object.keys(decided).filter((day) => decided[day] === "posted");
  return new Set(posted.map((day) => postedIdOf(rule, day)));
}

/**
 * The recurring expenses that rules of a ledger make: those that are paused or ended make none, but their charges are no
 * longer expected either. Proposals count as well, since most are confirmed.
 * @param posted The expenses of {@link postedIdsOf}: users may post one for another day or amount, and move it later.
 */
export function plannedOf(rules: readonly Rule[], posted: PostedExpenses, today: string): RulePlan[] {
  return rules.map((rule) => {
    const { merchant, description, currency } = rule.content;
    const rest = restOf(rule);
    // Many budgets ask for the same period.
    const known = new Map<string, readonly string[]>();
    return {
      ...{ name: merchant ?? description, currency, since: rule.schedule.start, ...stepsOf(rule) },
      ...(rest && { rest }),
      ...(rule.mode === "propose" && { isProposed: true }),
      entered: enteredOf(rule, posted, today),
      ...plannedAmount(rule.content),
      daysIn: (range) => getOrAdd(known, `${range.from} ${range.to}`, () => daysIn(rule, range)),
      rhythmIn: ({ from, to }) => [...occurrencesBetween(begunBy(rule.schedule, from), from, to)],
    };
  });
}

/** Occurrences that wait to be confirmed may come yet, but say nothing of later ones. */
function restOf({ pausedAt, nextOn, schedule }: Rule): RulePlan["rest"] {
  const isOver = nextOn === undefined;
  if (!isOver) return pausedAt === undefined ? undefined : { since: pausedAt.slice(0, 10), isOver };
  const { end, count } = schedule;
  const last = count === undefined ? undefined : occurrence(schedule, count - 1);
  return { since: [end, last].filter((day) => day !== undefined).sort()[0] ?? schedule.start, isOver };
}

/** About the days from one occurrence of a rule to the next, and to the next on the same weekday. */
function stepsOf({ schedule: { every, unit, weekdays = [] } }: Rule) {
  const interval = every * DAYS_PER[unit];
  return { step: interval / (unit === "weeks" ? weekdays.length || 1 : 1), interval };
}

function plannedAmount(content: Content): PlannedAmount {
  const sign = signOf(content.kind);
  return {
    amount: sign * content.amount,
    shares: sharesOf(content).map(({ category, amount }) => ({ category, amount: sign * amount })),
    tags: content.tags ?? [],
  };
}

/** The expenses of a rule that are entered for days to come. */
function enteredOf(rule: Rule, posted: PostedExpenses, today: string) {
  const entered: (PlannedAmount & { day: string })[] = [];
  for (const id of idsOf(rule)) {
    const expense = posted.get(id);
    const isIn = expense?.ledgerId === rule.ledgerId && expense.currency === rule.content.currency;
    if (expense === undefined || !isIn || expense.deletedAt !== undefined || expense.date <= today) continue;
    entered.push({ ...plannedAmount(expense), day: expense.date });
  }
  return entered;
}

/** The days on which a rule is expected to add an expense: of one that is paused, those that wait to be confirmed. */
function daysIn({ schedule, nextOn, decided = {}, proposals = [], pausedAt }: Rule, { from, to }: DayRange) {
  const waiting = proposals.filter((day) => from <= day && day <= to);
  if (nextOn === undefined || pausedAt !== undefined) return waiting;
  const first = nextOn > from ? nextOn : from;
  return [
    ...waiting,
    ...[...occurrencesBetween(schedule, first, to)].filter((day) => decided[day] === undefined),
  ];
}

/**
 * Returns plans with the charges that are theirs so far: those of the series that each plan makes, or made until it stopped, and
 * of other charges of its merchant and about its amount, one for each of its days at most: the rest is what its merchant sells
 * besides.
 * @param series The series among the charges.
 */
export function withPast(
  plans: readonly RulePlan[],
  charges: readonly Charge[],
  series: readonly Series[],
  today: string,
): PlannedCharge[] {
  if (plans.length === 0) return [];
  const signs = new Set([1, ...plans.map(({ amount }) => Math.sign(amount))]);
  const spent = charges.filter(({ kind }) => kind !== "income" && signs.has(signOf(kind)));
  const { merchants, shops } = shopsOf(plans, spent);
  const made = pairedSeries(shops, series, (name) => merchants.of(name), today);
  const known = new Map([...made].map(([plan, { all }]) => [plan, all.flatMap((one) => one.occurrences)]));
  const owned = new Set([
    ...series.filter((one) => isRunning(one, today)),
    ...[...made.values()].flatMap(({ all }) => all),
  ]);
  const kept = new Set([...owned].flatMap(({ occurrences }) => occurrences));
  const found = new Map(
    shops.flatMap(({ own, its }) => {
      // Without a rule that runs, they are as any other expenses.
      const runs = its.filter(({ rest }) => !rest).map((plan) => ({ plan, known: known.get(plan) ?? [] }));
      return [
        ...ownOf(
          runs,
          own.filter((one) => !kept.has(one)),
          merchants,
        ),
      ];
    }),
  );
  return plans.map((plan) => {
    const { now, former } = made.get(plan) ?? {};
    const past = [...(known.get(plan) ?? []), ...(found.get(plan) ?? [])];
    return { ...plan, past, ...(now && { series: now }), ...(former && { former }) };
  });
}

/** The merchants of plans, each with its plans and its charges. */
function shopsOf(
  plans: readonly RulePlan[],
  charges: readonly Charge[],
): { merchants: Merchants; shops: Shop[] } {
  const named = plans.map((plan) => ({ name: plan.name, day: "", plan }));
  const all = [...named, ...charges];
  const merchants = new Merchants(all.map(({ name }) => name));
  const shops = [...byMerchant<Charge | (typeof named)[number]>(all, merchants).values()].map((ones) => ({
    own: ones.filter((one): one is Charge => "amount" in one),
    its: ones.flatMap((one) => ("plan" in one ? [one.plan] : [])),
  }));
  return { merchants, shops: shops.filter(({ its }) => its.length > 0) };
}
