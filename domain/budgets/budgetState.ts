import { daysIn } from "../values/dayArithmetic";
import type { Reckoning } from "./reckoning";

/** The state of a budget's running period, in integer minor units. */
interface Running {
  days: number;
  /** Days until the period ends, today included. */
  daysLeft: number;
  /** Below 0 if more was spent than was available. */
  left: bigint;
  /** The amount that can be spent on each day until the end, today included; 0 if nothing is left. */
  leftPerDay: bigint;
}

/**
 * A budget's used share reaches a threshold when it equals it. Where nothing is available there are no shares: it is
 * used up, and no more than that, unless refunds left something.
 */
export function reaches(
  { spent, available }: Pick<Reckoning, "spent" | "available">,
  percent: number,
): boolean {
  if (available <= 0n) return percent <= 100 && spent >= available;
  return spent * 100n >= available * BigInt(percent);
}

/**
 * Returns the highest threshold that a budget has reached. Where nothing is available and all of them are above 100 %,
 * overspending reaches the lowest: no higher share would ever say so.
 */
export function reachedThreshold(
  thresholds: readonly number[],
  period: Pick<Reckoning, "spent" | "available">,
): number | undefined {
  const { spent, available } = period;
  const highest = thresholds.findLast((percent) => reaches(period, percent));
  return highest ?? (available <= 0n && spent > available ? thresholds[0] : undefined);
}

/** Returns the state of a budget on a day of its period. */
export function runningOn(today: string, period: Reckoning): Running {
  const { available, spent, to } = period;
  const daysLeft = daysIn({ from: today, to });
  const left = available - spent;
  return {
    days: daysIn(period),
    daysLeft,
    left,
    leftPerDay: left > 0n ? left / BigInt(daysLeft) : 0n,
  };
}
