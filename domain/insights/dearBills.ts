import { median } from "simple-statistics";
import type { Charge, Series, SpendingHistory } from "./model";
import { isRunning, MIN_VARYING } from "./series";

// A bill whose amounts vary has no price that could change, and what is usual of its category may be hidden by a rent.

/** Minimum multiple of the usual bill, and of the largest one before: a winter costs more than a summer. */
const MIN_TIMES = 1.8;
const MIN_PEAK = 1.4;

/** Earlier bills whose median is the usual one: a year of monthly ones. */
const LATEST = 12;

/** A bill that is far above all before. */
export interface DearBill {
  series: Series;
  charge: Charge;
  /** The median of those before, minor units. */
  usual: number;
  /** The one before, with which a reader can compare it. */
  former: number;
}

/**
 * Returns the bills of running series that vary, since a day, that are far above those before. One that was paid back or
 * marked as a one-off is none.
 */
export function dearBillsOf(
  { series, today, refunds, oneOffs }: Pick<SpendingHistory, "series" | "today" | "refunds" | "oneOffs">,
  from: string,
): DearBill[] {
  return series
    .filter((one) => one.varies && isRunning(one, today))
    .flatMap((one) =>
      one.occurrences.flatMap((charge, index) => {
        const isLeftOut = charge.day < from || refunds.has(charge) || oneOffs.has(charge);
        if (isLeftOut || index < MIN_VARYING - 1) return [];
        const before = one.occurrences.slice(0, index).map(({ amount }) => amount);
        const usual = Math.round(median(before.slice(-LATEST)));
        const isDear = charge.amount >= Math.max(MIN_TIMES * usual, MIN_PEAK * Math.max(...before));
        return isDear ? [{ series: one, charge, usual, former: before.at(-1) ?? usual }] : [];
      }),
    );
}
