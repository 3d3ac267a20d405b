import { daysIn } from "./periods";
import type { Reckoning } from "./reckoning";

/** Where the running period of a budget stands, in integer minor units. */
export interface Running {
  days: number;
  /** Days until the period ends, today included. */
  daysLeft: number;
  /** Below 0 if more was spent than there was. */
  left: bigint;
  /** The amount that can be spent on each day until the end, today included; 0 if nothing is left. */
  leftPerDay: bigint;
}

/** The share of a budget that is used up reaches a threshold when it is equal to it. A budget without anything available is used up. */
export function reaches(
  { spent, available }: Pick<Reckoning, "spent" | "available">,
  percent: number,
): boolean {
  return available <= 0n ? true : spent * 100n >= available * BigInt(percent);
}

/** Where a budget stands on a day of its period. */
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
