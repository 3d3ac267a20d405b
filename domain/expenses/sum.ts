import { formatAmount } from "../values/money";

/**
 * A running sum: integer minor units and the number of expenses. Sums of large amounts exceed a float's exact range.
 */
export class Sum {
  minor = 0n;
  count = 0;

  add(amount: number | bigint, count = 1): void {
    this.minor += BigInt(amount);
    this.count += count;
  }

  in(currency: string): { total: string; count: number } {
    return { total: formatAmount(this.minor, currency), count: this.count };
  }
}

/** Orders sums, the largest first. */
export function compareLargest(a: Sum, b: Sum): number {
  if (a.minor === b.minor) return 0;
  return a.minor > b.minor ? -1 : 1;
}
