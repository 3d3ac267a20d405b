import { daysBetween } from "../values/dayArithmetic";
import { meanDaysOf, RHYTHMS, stepFrom } from "./cadences";
import type { Cadence, Charge, NextPrice, Series, SpendingHistory } from "./model";
import { graceDays, isRunning, isSamePrice } from "./series";

// A price that rises or falls by more than a series takes for a step ends it, although it is paid as before.

/** The factor up to which one charge is enough for a new price. A larger one may be that of a longer plan. */
const MAX_LONE_STEP = 2.2;

/** The factor of a rise in rarer rhythms, of which a longer plan costs more than this, or is none. */
const MAX_LONE_RISE: Partial<Record<Cadence, number>> = {
  quarter: 3,
  halfYear: Number.POSITIVE_INFINITY,
  year: Number.POSITIVE_INFINITY,
};

/** Nothing of a merchant can replace a series if it has more other charges than this for each of the series. */
const MAX_BESIDES = 0.25;

/** A charge of less than this multiple of the price is no longer plan, if it is on none of the series' days. */
const LONGER_PLAN = 2;

type Paid = Pick<SpendingHistory, "charges" | "series" | "merchants" | "refunds" | "successors" | "today">;

/** Days between a charge and the one that is overdue, up to which it came instead, whatever it costs. */
const MAX_APART = 5;

/**
 * Returns what is expected instead of series that are overdue, since charges at another price, or of another merchant, came
 * in their place: these become a series of their own with the third one.
 */
export function nextPrices(history: Paid): ReadonlyMap<Series, NextPrice> {
  const { series, successors, today } = history;
  const found = new Map<Series, NextPrice>();
  const taken = new Set(series.flatMap(({ occurrences }) => occurrences));
  for (const one of series) {
    const { cadence } = one;
    const overdue = daysBetween(one.nextOn, today);
    if (overdue < 0 || overdue > 2 * meanDaysOf(cadence) + graceDays(cadence)) continue;
    const { after, last } = insteadOf(one, history) ?? {};
    const latest = last ?? successors.get(one)?.at(-1);
    if (latest === undefined) continue;
    const charge = last === undefined ? latest : after;
    const nextOn = stepFrom(latest.day, cadence);
    const goesOn = charge !== undefined && !taken.has(charge) && isRunning({ nextOn, cadence }, today);
    found.set(one, goesOn ? { next: { charge, nextOn } } : {});
    if (charge) taken.add(charge);
  }
  return found;
}

/** The latest charge in place of those of a series, and the first one at that price, if it is known to be one. */
function insteadOf(one: Series, history: Paid): { last: Charge; after?: Charge } | undefined {
  const { step, charges } = replacementOf(one, history) ?? {};
  const last = charges?.at(-1);
  const isInPlace = step ?? charges?.some(({ day }) => Math.abs(daysBetween(one.nextOn, day)) <= MAX_APART);
  return last && isInPlace ? { last, ...(step && { after: step.after }) } : undefined;
}

/** The charges that came instead of those of a series that ended. */
export interface Replacement {
  /** The last charge of the series, and the first one at the new price; absent if that is not known to be one. */
  step?: { before: Charge; after: Charge };
  /** All at the new price. */
  charges: readonly Charge[];
}

/**
 * Returns what came instead of a series that is over: the first charge of its merchant on about the day of its next one, which
 * is of no series that was there before. It is a new price if others follow in the same rhythm, or may yet. Otherwise it may be
 * that of a year instead of months.
 * @returns undefined if it has stopped, as far as is known.
 */
export function replacementOf(one: Series, history: Paid): Replacement | undefined {
  const { occurrences, cadence, nextOn, varies } = one;
  const [first, before] = [occurrences.at(0), occurrences.at(-1)];
  if (varies || first === undefined || before === undefined) return undefined;
  const loose = looseOf(one, history, before.day);
  const besides = loose.filter(({ day }) => first.day <= day && day <= before.day);
  // Where somebody shops besides, an order says nothing.
  if (besides.length > MAX_BESIDES * occurrences.length) return undefined;
  const half = meanDaysOf(cadence) / 2;
  const later = loose.filter(({ day }) => day > before.day && daysBetween(nextOn, day) <= half);
  const apart = ({ day }: Charge) => Math.abs(daysBetween(nextOn, day));
  // Until a series counts as over, all of them are known.
  const late = Math.min(half, graceDays(cadence));
  const [after] = later.filter((other) => apart(other) <= late).sort((a, b) => apart(a) - apart(b));
  if (after === undefined) {
    const isInstead = (other: Charge) => apart(other) <= half || other.amount >= LONGER_PLAN * before.amount;
    const instead = later.filter(isInstead);
    return instead.length > 0 ? { charges: instead } : undefined;
  }
  const charges = loose.filter(({ day, amount }) => day >= after.day && isSamePrice(after.amount, amount));
  return { charges, ...(isPrice(charges, before, one, history.today) && { step: { before, after } }) };
}

/** The expenses of a series' merchant that are kept, and of no series that was there before a day. */
function looseOf(one: Series, { charges, series, merchants, refunds }: Paid, day: string): Charge[] {
  const merchant = merchants.of(one.name);
  const owned = series
    .filter(({ occurrences }) => (occurrences[0]?.day ?? "") <= day)
    .flatMap(({ occurrences }) => occurrences);
  const others = new Set(owned);
  return charges.filter(
    (charge) =>
      charge.kind === undefined &&
      merchants.of(charge.name) === merchant &&
      !others.has(charge) &&
      !refunds.has(charge),
  );
}

/** Returns true if charges at a new price go on in the rhythm of the series, or the first may be followed by another one. */
function isPrice(charges: readonly Charge[], before: Charge, { cadence }: Series, today: string): boolean {
  const [after] = charges;
  if (after === undefined) return false;
  const [least, most] = RHYTHMS[cadence].days;
  const isFollowed = charges.some(({ day }) => {
    const gap = daysBetween(after.day, day);
    return gap >= least && gap <= most;
  });
  if (isFollowed) return true;
  const step = after.amount / before.amount;
  const isOfStep = step <= (MAX_LONE_RISE[cadence] ?? MAX_LONE_STEP) && step >= 1 / MAX_LONE_STEP;
  return isOfStep && isRunning({ nextOn: stepFrom(after.day, cadence), cadence }, today);
}
