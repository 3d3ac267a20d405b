import { addDays } from "../values/day";
import { daysIn } from "./periods";
import type { Reckoning } from "./reckoning";
import { type Spending, spentWithin } from "./spending";

/** Days of a period after which its pace tells something; fewer in a short one: a quarter of its days. */
const PACE_DAYS = 7;

/** Standard deviations on either side of what is expected: two thirds of all outcomes are within one. */
const BAND = 1;

/** The amount that is likely to be spent by the end of the period, and its band; integer minor units. */
export interface Expected {
  amount: bigint;
  low: bigint;
  high: bigint;
}

/** Where the running period of a budget stands, in integer minor units. */
export interface Running {
  days: number;
  /** Days until the period ends, today included. */
  daysLeft: number;
  /** Below 0 if more was spent than there was. */
  left: bigint;
  /** The amount that can be spent on each day until the end, today included; 0 if nothing is left. */
  leftPerDay: bigint;
  /** Absent at the beginning of a period. */
  expected?: Expected;
}

/** The share of a budget that is used up reaches a threshold when it is equal to it. A budget without anything available is used up. */
export function reaches(
  { spent, available }: Pick<Reckoning, "spent" | "available">,
  percent: number,
): boolean {
  return available <= 0n ? true : spent * 100n >= available * BigInt(percent);
}

/** Where a budget stands on a day of its period. */
export function runningOn(today: string, period: Reckoning, spending: Spending): Running {
  const { available, spent, to } = period;
  const daysLeft = daysIn({ from: today, to });
  const left = available - spent;
  const expected = expectedOn(today, period, spending);
  return {
    days: daysIn(period),
    daysLeft,
    left,
    leftPerDay: left > 0n ? left / BigInt(daysLeft) : 0n,
    ...(expected && { expected }),
  };
}

/**
 * Expects the days that are left to cost as much as those of the period so far did on average. Expenses of later days that are known
 * already count as they are. The band grows with how much days differ, and with the number of those that are left.
 */
function expectedOn(today: string, period: Reckoning, spending: Spending): Expected | undefined {
  const { from, spent } = period;
  const passed = daysIn({ from, to: today });
  if (passed < Math.min(PACE_DAYS, Math.ceil(daysIn(period) / 4))) return undefined;
  const daysLeft = daysIn(period) - passed;
  const soFar = Number(spentWithin(spending, { from, to: today }));
  const perDay = soFar / passed;
  let variance = 0;
  for (let day = from; day <= today; day = addDays(day, 1)) {
    variance += (Number(spending.get(day) ?? 0n) - perDay) ** 2 / passed;
  }
  const more = perDay * daysLeft;
  const margin = BAND * Math.sqrt(variance * daysLeft);
  const after = (amount: number) => spent + BigInt(Math.round(Math.max(0, amount)));
  return { amount: after(more), low: after(more - margin), high: after(more + margin) };
}
