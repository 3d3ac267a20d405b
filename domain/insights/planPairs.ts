import { daysBetween } from "../values/dayArithmetic";
import { getOrAdd } from "../values/maps";
import { fold } from "../values/text";
import { meanDaysOf, RHYTHMS } from "./cadences";
import { DAYS_WEIGHT, factorOf, isClose } from "./looseCharges";
import type { Charge, PlannedCharge, RulePlan, Series } from "./model";
import { isRunning, isSamePrice } from "./series";

/** A merchant of plans, with all of its charges. */
export interface Shop {
  its: RulePlan[];
  own: Charge[];
}

/** The series of a plan: that which it makes by its name and amount, and others that it made before. */
interface Made {
  now?: Series | undefined;
  former?: Series[] | undefined;
  all: Series[];
}

/** Returns the series that plans make, or made until they rested, stopped or were changed. */
export function pairedSeries(
  shops: readonly Shop[],
  series: readonly Series[],
  merchantOf: (name: string) => string,
  today: string,
): ReadonlyMap<RulePlan, Made> {
  const owners = new Map(series.flatMap((one) => one.occurrences.map((charge) => [charge, one] as const)));
  const seriesOf = new Map(
    shops.flatMap(({ own, its }) => {
      const known = [...new Set(own.flatMap((charge) => owners.get(charge) ?? []))];
      return [...pairsOf(its, known, today)];
    }),
  );
  const formerOf = formerSeries(shops, series, seriesOf, merchantOf, today);
  const madeBy = (plan: RulePlan): Made => {
    const [now, former] = [seriesOf.get(plan), formerOf.get(plan)];
    return { now, former, all: [now ?? [], former ?? []].flat() };
  };
  return new Map(shops.flatMap(({ its }) => its.map((plan) => [plan, madeBy(plan)] as const)));
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

/** Charges since a rule began, all on its days, that show that it made them. */
const MIN_MADE = 2;

/**
 * Returns the series that plans made before their name or their amount was changed, which are of no plan by these: since it
 * began, all of them were on its days, on which nothing was paid to its merchant that is about its amount.
 */
function formerSeries(
  shops: readonly Shop[],
  series: readonly Series[],
  seriesOf: ReadonlyMap<RulePlan, Series>,
  merchantOf: (name: string) => string,
  today: string,
): ReadonlyMap<RulePlan, Series[]> {
  const taken = new Set(seriesOf.values());
  const plans = shops.flatMap(({ own, its }) => its.map((plan) => ({ plan, own })));
  const former = new Map<RulePlan, Series[]>();
  for (const one of series) {
    if (taken.has(one)) continue;
    const maker = plans.find(({ plan, own }) => {
      const now = seriesOf.get(plan);
      // A running series of its own did not replace another one that runs.
      const isPast = !isRunning(one, today) || now === undefined || !isRunning(now, today);
      const isOf = merchantOf(plan.name) === merchantOf(one.name) || isSameBy(plan, one);
      return isPast && isOf && isMadeBy(plan, one, own);
    });
    if (maker) getOrAdd(former, maker.plan, () => []).push(one);
  }
  return former;
}

const isSameBy = ({ amount, shares }: RulePlan, series: Series) =>
  isSamePrice(amount, series.amount) &&
  shares.some(({ category }) => fold(category) === fold(series.category));

/** @param own The charges of the plan's merchant. */
function isMadeBy(plan: RulePlan, series: Series, own: readonly Charge[]): boolean {
  if (!isAsOften(plan, series) || (plan.rest?.isOver && !restsSince(plan.rest.since, series))) return false;
  const since = series.occurrences.map(({ day }) => day).filter((day) => day >= plan.since);
  const [from, to] = [since.at(0), since.at(-1)];
  if (from === undefined || to === undefined || since.length < MIN_MADE) return false;
  const days = new Set(plan.rhythmIn({ from, to }));
  for (const { day, amount } of own) if (isClose(amount, plan.amount)) days.delete(day);
  return since.every((day) => days.has(day));
}

/** Returns the plan that makes a series, or made it until it rested, stopped or was changed. */
export function makerOf(planned: readonly PlannedCharge[]): (series: Series) => PlannedCharge | undefined {
  const makers = new Map(
    planned.flatMap((plan) =>
      [plan.series ?? [], plan.former ?? []].flat().map((one) => [one, plan] as const),
    ),
  );
  return (series) => makers.get(series);
}

/**
 * Creates a predicate for series whose end is known to the user: that of their rule, which rests since, or goes on without
 * some that were skipped, or wait to be confirmed.
 */
export function endedBy(planned: readonly PlannedCharge[]): (series: Series) => boolean {
  const makers = makerOf(planned);
  return (series) => {
    const maker = makers(series);
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

/** Returns true if a plan makes about as many charges as a series has: of several in a row, that may be one in a week. */
const isAsOften = ({ step, interval }: RulePlan, series: Series) =>
  [step, interval].some((one) => factorOf(meanDaysOf(series.cadence), one) <= Math.log(MAX_RHYTHM));

/** The distance of a plan from a series: by the factors between their amounts and their rhythms, and by their days. */
function distanceOf({ amount, step, since }: RulePlan, series: Series): number {
  const apart = Math.abs(daysBetween(since, series.nextOn)) % step;
  return (
    factorOf(series.amount, amount) +
    factorOf(meanDaysOf(series.cadence), step) +
    (DAYS_WEIGHT * Math.min(apart, step - apart)) / step
  );
}
