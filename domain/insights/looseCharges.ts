import { signOf } from "../expenses/kinds";
import { addDays } from "../values/day";
import { daysBetween } from "../values/dayArithmetic";
import { firstIndex } from "../values/sortedLists";
import type { Merchants } from "./merchants";
import type { Charge, RulePlan } from "./model";
import { isSamePrice } from "./series";

/** Amounts of one merchant are of the same recurring expense if neither is above this multiple of the other. */
const MAX_STEP = 1.6;

/** Charges to a day of a plan above which a merchant is shopped at besides: only the price tells those of the plan. */
const MAX_CROWD = 2;

/** Charges below which their days say nothing: two by hand before somebody makes a rule may have been on any. */
const FEW = 3;

/** A charge is early or late by so much of a plan's rhythm, or by so many days, at most. */
const MAX_SHIFT = 1 / 6;
const MAX_SHIFT_DAYS = 10;

/** The weight of days: half a rhythm apart counts as much as 5 % of the amount do. */
export const DAYS_WEIGHT = 0.1;

export const isClose = (one: number, other: number) => one <= MAX_STEP * other && other <= MAX_STEP * one;

/** The factor between two amounts, or two rhythms, as a distance. */
export const factorOf = (one: number, other: number) => Math.abs(Math.log(one / other));

/** A plan, and the charges that are known to be its own: those of its series. */
interface Taker {
  plan: RulePlan;
  known: readonly Charge[];
}

/** A charge that may be that of one of a plan's days. */
interface Match {
  plan: RulePlan;
  due: string;
  charge: Charge;
  distance: number;
}

/**
 * Returns those of a merchant's charges that plans made, or that were entered before by hand: at its price, or about
 * its amount on about its days, and at most one for each of them, the nearest first. All others are ordinary shopping, which goes on beside the plans.
 * @param charges In the order of days.
 */
export function ownOf(
  takers: readonly Taker[],
  charges: readonly Charge[],
  merchants: Merchants,
): ReadonlyMap<RulePlan, readonly Charge[]> {
  const matches = takers.flatMap((taker) => matchesOf(taker, charges, merchants));
  const own = new Map<RulePlan, Charge[]>(takers.map(({ plan }) => [plan, []]));
  const served = new Map<RulePlan, Set<string>>(takers.map(({ plan }) => [plan, new Set()]));
  const taken = new Set<Charge>();
  for (const { plan, due, charge } of matches.sort((a, b) => a.distance - b.distance)) {
    if (taken.has(charge) || served.get(plan)?.has(due)) continue;
    taken.add(charge);
    served.get(plan)?.add(due);
    own.get(plan)?.push(charge);
  }
  return own;
}

/**
 * The charges that may be of a plan, each with the days of the plan before and after it. Before it began, these are ones that
 * cost the same as another one, or its own price on its very day.
 */
function matchesOf({ plan, known }: Taker, charges: readonly Charge[], merchants: Merchants): Match[] {
  const isNamed = namedAs(plan, merchants);
  // The plan of a refund has refunds.
  const [sign, price] = [Math.sign(plan.amount), Math.abs(plan.amount)];
  const isPriced = ({ amount }: Charge) => isSamePrice(price, amount);
  const close = charges
    .filter(({ kind, amount }) => signOf(kind) === sign && isClose(amount, price))
    .filter((one) => isPriced(one) || isNamed(one));
  const [first, last] = [close.at(0), close.at(-1)];
  if (first === undefined || last === undefined) return [];
  const reach = Math.ceil(plan.step);
  // The last one may have been posted before its day.
  const days = plan.rhythmIn({ from: addDays(first.day, -reach), to: addDays(last.day, reach) });
  const isCrowded = close.length > MAX_CROWD * days.length;
  const served = daysOf(known, days);
  const reaches = (due: string, { day }: Charge) =>
    close.length < FEW || (!isCrowded && Math.abs(daysBetween(due, day)) <= shiftOf(plan));
  const times = Map.groupBy(close, ({ amount }) => amount);
  // Before the rule began, an order may be about as dear by chance.
  const isSure = (due: string, { day, amount }: Charge) =>
    day >= plan.since || (times.get(amount)?.length ?? 0) > 1 || (amount === price && day === due);
  return close.flatMap((charge) =>
    besides(charge, days)
      .filter((due) => !served.has(due) && (isPriced(charge) || reaches(due, charge)))
      .filter((due) => isSure(due, charge))
      // A charge of its name comes first.
      .map((due) => ({
        ...{ plan, due, charge },
        distance: distanceOf(plan, due, charge) + Number(!isNamed(charge)),
      })),
  );
}

const shiftOf = ({ step }: RulePlan) => Math.min(MAX_SHIFT * step, MAX_SHIFT_DAYS);

/** The days before and after a charge, which may be on one of them. */
function besides({ day }: Charge, days: readonly string[]): string[] {
  const next = firstIndex(days, (one) => one >= day);
  return days.slice(Math.max(0, next - 1), next + 1);
}

/** The days that charges are of, each the nearest one to it that no charge before it is of. */
function daysOf(charges: readonly Charge[], days: readonly string[]): ReadonlySet<string> {
  const served = new Set<string>();
  for (const charge of charges) {
    const apart = (due: string) => Math.abs(daysBetween(due, charge.day));
    const free = besides(charge, days).filter((due) => !served.has(due));
    const [nearest] = free.sort((a, b) => apart(a) - apart(b));
    if (nearest !== undefined) served.add(nearest);
  }
  return served;
}

const distanceOf = ({ amount, step }: RulePlan, due: string, charge: Charge) =>
  factorOf(charge.amount, Math.abs(amount)) + (DAYS_WEIGHT * Math.abs(daysBetween(due, charge.day))) / step;

/**
 * Creates a predicate for charges whose name says no less than that of a plan: an order at "Amazon" is none of "Amazon Prime",
 * although their names begin alike.
 */
function namedAs({ name }: RulePlan, merchants: Merchants): (charge: Charge) => boolean {
  const stem = merchants.stemOf(name);
  const merchant = merchants.of(name);
  const isLonger = stem !== merchant && stem.startsWith(merchant);
  return (charge) => !isLonger || merchants.stemOf(charge.name).startsWith(stem);
}
