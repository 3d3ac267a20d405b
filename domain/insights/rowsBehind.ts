import { MAX_CHARGE_NAME } from "../digests/dayTally";
import { SPENT_KINDS } from "../expenses/spentKinds";
import type { DayRange } from "../values/day";
import { MAX_FILTER_NAMES } from "../values/limits";
import { fold, isWithin } from "../values/text";
import type { Charge, RowsBehind, Series } from "./model";

/** Occurrences of a series that its rows begin with, at most: enough to see its rhythm and the price before. */
const SHOWN_OCCURRENCES = 12;

/** The rows of the spending on days. */
export const spentRows = (
  { from, to }: DayRange,
  scope: Pick<RowsBehind, "category" | "tag"> = {},
): RowsBehind => ({ from, to, kind: SPENT_KINDS, ...scope });

/**
 * The rows of charges, refunds included, by their days, all spellings of their names, and their amounts. A list takes only so many names
 * and amounts: names that are too many or too long for that are left out, and then the largest amounts are enough.
 */
export function chargeRows(charges: readonly Charge[]): RowsBehind {
  const days = charges.map(({ day }) => day).sort();
  const names = [...new Map(charges.map(({ name }) => [fold(name), name])).values()];
  const amounts = [...new Set(charges.map(({ amount }) => amount))].sort((a, b) => b - a);
  const isNamed =
    names.length <= MAX_FILTER_NAMES && names.every((name) => isWithin(name, MAX_CHARGE_NAME - 1));
  const isPriced = !isNamed || amounts.length <= MAX_FILTER_NAMES;
  return {
    from: days[0] ?? "",
    to: days.at(-1) ?? "",
    kind: charges.some(({ kind }) => kind === "refund") ? SPENT_KINDS : ["expense"],
    ...(isNamed && { name: names }),
    ...(isPriced && { amount: amounts.slice(0, MAX_FILTER_NAMES) }),
  };
}

/** The row of an expense as it is told of its category: the sum of that has the part of a split expense. */
export const ownRows = (charge: Charge): RowsBehind => ({
  ...chargeRows([charge]),
  ...(charge.share !== undefined && { category: [charge.category] }),
});

/** The rows of the latest occurrences of a series. */
export const seriesRows = ({ occurrences }: Pick<Series, "occurrences">): RowsBehind =>
  chargeRows(occurrences.slice(-SHOWN_OCCURRENCES));
