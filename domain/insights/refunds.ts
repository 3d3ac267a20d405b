import { byMerchant } from "./merchants";
import type { Charge, SpendingHistory } from "./model";

/**
 * Returns what was paid back of expenses, in minor units. A refund belongs to an earlier expense of the same merchant:
 * the latest one of its amount, else the latest one that is larger.
 */
export function refundedOf({
  charges,
  merchants,
}: Pick<SpendingHistory, "charges" | "merchants">): ReadonlyMap<Charge, number> {
  const refunded = new Map<Charge, number>();
  if (!charges.some(({ kind }) => kind === "refund")) return refunded;
  for (const own of byMerchant(charges, merchants).values()) {
    const expenses = own.filter(({ kind }) => kind === undefined);
    for (const { amount, day } of own.filter(({ kind }) => kind === "refund")) {
      const left = (one: Charge) => one.amount - (refunded.get(one) ?? 0);
      const earlier = expenses.filter((one) => one.day <= day);
      const expense =
        earlier.findLast((one) => left(one) === amount) ?? earlier.findLast((one) => left(one) > amount);
      if (expense) refunded.set(expense, amount + (refunded.get(expense) ?? 0));
    }
  }
  return refunded;
}
