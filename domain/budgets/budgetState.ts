import { daysIn } from "./periods";
import type { Reckoning } from "./reckoning";

/** The state of a budget's running period, in integer minor units. */
export interface Running {
  days: number;
  /** Days until the period ends, today included. */
  daysLeft: number;
  /** Below 0 if more was spent than was available. */
  left: bigint;
  /** The amount that can be spent on each day until the end, today included; 0 if nothing is left. */
  leftPerDay: bigint;
}

/** A budget's used share reaches a threshold when it equals it. A budget without anything available is used up. */
export function reaches(
  { spent, available }: Pick<Reckoning, "spent" | "available">,
  percent: number,
): boolean {
  return available <= 0n ? true : spent * 100n >= available * BigInt(percent);
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
