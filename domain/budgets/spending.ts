import type { Cell, Days } from "../digests/model";
import { signOf } from "../expenses/kinds";
import type { DayRange } from "../values/day";
import { fold } from "../values/text";
import type { Scope } from "./model";

/** Amounts by day: expenses less refunds, in integer minor units. Income does not count. */
export type Spending = ReadonlyMap<string, bigint>;

/** The amounts spent within the scope and in the currency of a budget, by the expense's own day. */
export function spendingIn(
  months: Iterable<Days>,
  { categories, tags, currency }: Scope & { currency: string },
): Spending {
  const wanted = new Set((tags ?? categories ?? []).map(fold));
  const spending = new Map<string, bigint>();
  for (const days of months) {
    for (const [day, sums] of Object.entries(days)) {
      const cells: readonly Cell[] = tags
        ? sums.tags.filter(({ names }) => names.some((name) => wanted.has(fold(name))))
        : sums.spending.filter(({ category }) => !categories || wanted.has(fold(category)));
      const own = cells.filter((cell) => cell.currency === currency);
      const spent = own.reduce((sum, { kind, sum: minor }) => sum + BigInt(signOf(kind)) * BigInt(minor), 0n);
      if (spent !== 0n) spending.set(day, spent);
    }
  }
  return spending;
}

/** The amount spent on days of a range. */
export function spentWithin(spending: Spending, { from, to }: DayRange): bigint {
  let spent = 0n;
  for (const [day, amount] of spending) if (from <= day && day <= to) spent += amount;
  return spent;
}
