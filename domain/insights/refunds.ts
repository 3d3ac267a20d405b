import { getOrAdd } from "../values/maps";
import { firstIndex } from "../values/sortedLists";
import { LastAbove } from "./lastAbove";
import { byMerchant } from "./merchants";
import type { Charge, SpendingHistory } from "./model";

/**
 * Returns the refunds of each expense. A refund belongs to an earlier expense of the same merchant: the latest one of its
 * amount, else the latest one that is larger.
 */
export function refundsOf({
  charges,
  merchants,
}: Pick<SpendingHistory, "charges" | "merchants">): ReadonlyMap<Charge, readonly Charge[]> {
  const refunds = new Map<Charge, Charge[]>();
  if (!charges.some(({ kind }) => kind === "refund")) return refunds;
  for (const own of byMerchant(charges, merchants).values()) {
    const expenses = own.filter(({ kind }) => kind === undefined);
    const open = new OpenExpenses(expenses);
    for (const refund of own.filter(({ kind }) => kind === "refund")) {
      const expense = open.take(refund);
      if (expense) getOrAdd(refunds, expense, () => []).push(refund);
    }
  }
  return refunds;
}

/** The expenses of one merchant, less what was paid back of them: a shop may have thousands in three years. */
class OpenExpenses {
  private readonly left: number[];
  private readonly above: LastAbove;
  /** Places by what is left there, in order. Those where less is left now are dropped when they are met. */
  private readonly places = new Map<number, number[]>();
  private known = 0;

  /** @param expenses In the order of days. */
  constructor(private readonly expenses: readonly Charge[]) {
    this.left = expenses.map(({ amount }) => amount);
    this.above = new LastAbove(expenses.length);
  }

  /** Takes a refund from the expense that it belongs to. Their days may not go back. */
  take({ amount, day }: Charge): Charge | undefined {
    for (let next = this.expenses[this.known]; next && next.day <= day; next = this.expenses[this.known]) {
      this.put(this.known, next.amount);
      this.known += 1;
    }
    const place = this.lastOf(amount) ?? this.above.find(amount);
    if (place === undefined) return undefined;
    this.put(place, (this.left[place] ?? 0) - amount);
    return this.expenses[place];
  }

  private lastOf(amount: number): number | undefined {
    const own = this.places.get(amount) ?? [];
    while (own.length > 0 && this.left[own.at(-1) ?? 0] !== amount) own.pop();
    return own.at(-1);
  }

  private put(place: number, left: number): void {
    this.left[place] = left;
    this.above.set(place, left);
    const own = getOrAdd(this.places, left, () => []);
    own.splice(
      firstIndex(own, (one) => one > place),
      0,
      place,
    );
  }
}
