import { recurringCharges } from "./forecast";
import type { Charge, SpendingHistory } from "./model";
import { amountInCategory } from "./oneOffs";
import { robustly } from "./statistics";

/** Minimum distance from the usual to be reported: this fraction of it, and this many deviations. */
export const MIN_CHANGE = 0.25;
const DEVIATIONS = 2;

/** The share of the distance from the usual that other charges than recurring ones must have. */
const MIN_LOOSE = 0.5;

/**
 * Returns the recurring charges so far, as they were expected: those of a series that varies at its usual amount. An electricity
 * bill that doubles is known to come, but not to be so large.
 */
export function expectedCharges(history: SpendingHistory): Charge[] {
  const usual = new Map<Charge, number>();
  for (const { varies, occurrences, amount } of history.series) {
    if (varies) for (const one of occurrences) usual.set(one, amount);
  }
  return recurringCharges(history).map((charge) => {
    const amount = usual.get(charge);
    if (amount === undefined) return charge;
    return { ...charge, amount, share: (amountInCategory(charge) / charge.amount) * amount };
  });
}

/** Amounts of charges, added up by a key. */
export function sumsBy(
  charges: readonly Charge[],
  keyOf: (charge: Charge) => string,
  amountOf: (charge: Charge) => number,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const charge of charges) {
    const key = keyOf(charge);
    sums.set(key, (sums.get(key) ?? 0) + amountOf(charge));
  }
  return sums;
}

/**
 * Creates a predicate for amounts that are far from others, also without the recurring charges in each. These are known: one
 * that is paid some days early or late, in another month, makes neither month unusual.
 * @param fixed The recurring charges in each of the others, and in the amount.
 */
export function farFromBoth(
  others: readonly number[],
  fixed: readonly number[],
  ownFixed: number,
): (amount: number) => boolean {
  const { usual, spread } = robustly(others);
  const loose = robustly(others.map((other, index) => other - (fixed[index] ?? 0)));
  const least = MIN_CHANGE * Math.abs(usual);
  const isFar = (distance: number, own: number) => Math.abs(distance) > Math.max(least, DEVIATIONS * own);
  return (amount) => {
    const [distance, looseDistance] = [amount - usual, amount - ownFixed - loose.usual];
    return (
      looseDistance / distance >= MIN_LOOSE && isFar(distance, spread) && isFar(looseDistance, loose.spread)
    );
  };
}
