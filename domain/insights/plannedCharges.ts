import { signOf } from "../expenses/kinds";
import type { ExpenseItem } from "../expenses/model";
import { sharesOf } from "../expenses/parts";
import type { Rule } from "../recurring/model";
import { postedIdOf } from "../recurring/occurrenceIds";
import { begunBy, occurrence, occurrencesBetween } from "../recurring/occurrences";
import type { DayRange } from "../values/day";
import { getOrAdd } from "../values/maps";
import { daysBetween, RHYTHMS } from "./cadences";
import { DAYS_WEIGHT, factorOf, isClose, ownOf } from "./looseCharges";
import { byMerchant, Merchants } from "./merchants";
import type { Charge, PlannedAmount, PlannedCharge, RulePlan, Series } from "./model";
import { isRunning } from "./series";

const DAYS_PER_YEAR = 365.25;
const DAYS_PER = { days: 1, weeks: 7, months: DAYS_PER_YEAR / 12, years: DAYS_PER_YEAR } as const;

/** Expenses of occurrences by their ID, as they are now. */
export type PostedExpenses = ReadonlyMap<
  string,
  Pick<ExpenseItem, "ledgerId" | "date" | "deletedAt"> & Content
>;

type Content = Pick<ExpenseItem, "amount" | "currency" | "kind" | "category" | "parts" | "tags">;

/** The IDs of the expenses that were posted before their day, of all rules. */
export const postedIdsOf = (rules: readonly Rule[]): string[] =>
  rules.flatMap((rule) => postedDaysOf(rule).map((day) => postedIdOf(rule, day)));

const postedDaysOf = ({ decided = {} }: Rule) =>
  Object.keys(decided).filter((day) => decided[day] === "posted");

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
  for (const due of postedDaysOf(rule)) {
    const expense = posted.get(postedIdOf(rule, due));
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
  const named = plans.map((plan) => ({ name: plan.name, day: "", plan }));
  const owners = new Map(series.flatMap((one) => one.occurrences.map((charge) => [charge, one] as const)));
  const planned = new Map<RulePlan, PlannedCharge>();
  const everybody = [...named, ...spent];
  const merchants = new Merchants(everybody.map(({ name }) => name));
  for (const all of byMerchant<Charge | (typeof named)[number]>(everybody, merchants).values()) {
    const own = all.filter((one): one is Charge => "amount" in one);
    const its = all.flatMap((one) => ("plan" in one ? [one.plan] : []));
    if (its.length === 0) continue;
    const known = [...new Set(own.flatMap((charge) => owners.get(charge) ?? []))];
    const seriesOf = pairsOf(its, known, today);
    const owned = new Set([...known.filter((one) => isRunning(one, today)), ...seriesOf.values()]);
    // Without a rule that runs, they are as any other expenses.
    const runs = its.filter(({ rest }) => !rest);
    const takers = runs.map((plan) => ({ plan, known: seriesOf.get(plan)?.occurrences ?? [] }));
    const loose = own.filter((one) => {
      const owner = owners.get(one);
      return owner === undefined || !owned.has(owner);
    });
    const found = ownOf(takers, loose, merchants);
    for (const plan of its) {
      const made = seriesOf.get(plan);
      const past = [...(made?.occurrences ?? []), ...(found.get(plan) ?? [])];
      planned.set(plan, { ...plan, past, ...(made && { series: made }) });
    }
  }
  return plans.map((plan) => planned.get(plan) ?? { ...plan, past: [] });
}

/**
 * Pairs plans of a merchant with its series, the closest first: running series with those of running rules before others, and
 * then series that stopped with those of rules that rest.
 */
function pairsOf(
  plans: readonly RulePlan[],
  series: readonly Series[],
  today: string,
): ReadonlyMap<RulePlan, Series> {
  const rank = (plan: RulePlan, isStopped: boolean) =>
    (isStopped ? 2 : 0) + Number(!!plan.rest !== isStopped);
  const pairs = plans
    .flatMap((plan) => series.map((one) => ({ plan, one, distance: distanceOf(plan, one) })))
    .filter(({ plan, one }) => isClose(one.amount, plan.amount) && isAsOften(plan, one))
    .filter(({ plan, one }) => !plan.rest?.isOver || restsSince(plan.rest.since, one))
    .map((pair) => ({ ...pair, rank: rank(pair.plan, !isRunning(pair.one, today)) }))
    .sort((a, b) => a.rank - b.rank || a.distance - b.distance);
  const paired = new Map<RulePlan, Series>();
  const taken = new Set<Series>();
  for (const { plan, one } of pairs) {
    if (paired.has(plan) || taken.has(one)) continue;
    paired.set(plan, one);
    taken.add(one);
  }
  return paired;
}

/**
 * Creates a predicate for series whose end is known to the user: that of their rule, which rests since, or goes on without
 * some that were skipped, or wait to be confirmed.
 */
export function endedBy(planned: readonly PlannedCharge[]): (series: Series) => boolean {
  const makers = new Map(planned.map((plan) => [plan.series, plan]));
  return (series) => {
    const maker = makers.get(series);
    if (maker === undefined) return false;
    return maker.rest ? restsSince(maker.rest.since, series) : !beginsAfter(maker, series);
  };
}

/** Returns true if a rule began after the last one of a series: that it makes a similar charge now is no reason. */
const beginsAfter = ({ since }: RulePlan, { occurrences }: Series) =>
  since > (occurrences.at(-1)?.day ?? since);

/** Returns true if a series has gone on no longer than until a day, from which on its rule makes no more of it. */
export function restsSince(day: string, { occurrences, cadence }: Series): boolean {
  const last = occurrences.at(-1)?.day ?? day;
  // The last one may have been late.
  return daysBetween(day, last) < RHYTHMS[cadence].days[0] / 2;
}

/** Rhythms of which one is above this multiple of the other are of two expenses, as a month is to a year. */
const MAX_RHYTHM = 2.5;

const rhythmOf = ({ cadence }: Series) => DAYS_PER_YEAR / RHYTHMS[cadence].perYear;

/** Returns true if a plan makes about as many charges as a series has: of several in a row, that may be one in a week. */
const isAsOften = ({ step, interval }: RulePlan, series: Series) =>
  [step, interval].some((one) => factorOf(rhythmOf(series), one) <= Math.log(MAX_RHYTHM));

/** The distance of a plan from a series: by the factors between their amounts and their rhythms, and by their days. */
function distanceOf({ amount, step, since }: RulePlan, series: Series): number {
  const apart = Math.abs(daysBetween(since, series.nextOn)) % step;
  return (
    factorOf(series.amount, amount) +
    factorOf(rhythmOf(series), step) +
    (DAYS_WEIGHT * Math.min(apart, step - apart)) / step
  );
}
