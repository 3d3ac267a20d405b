import type { ExpenseRepository } from "../expenses/expenseRepository";
import type { ExpenseItem } from "../expenses/model";
import { sharesOf } from "../expenses/parts";
import { ApiError } from "../http/apiError";
import { fold } from "../values/text";
import type { BudgetAlert, Scope } from "./model";
import type { BudgetPeriod } from "./reckoning";

const COUNT = 3;

/**
 * Returns the largest expenses that a budget counts in a period, largest first, each with the amount that counts.
 * @param hasTime Returns true while there is time for more.
 * @throws ApiError 503 if there is not enough time.
 */
export async function largestExpenses(
  expenses: Pick<ExpenseRepository, "pages">,
  ledgerId: string,
  { from, to, terms }: BudgetPeriod,
  hasTime: () => boolean,
): Promise<BudgetAlert["largest"]> {
  let largest: BudgetAlert["largest"] = [];
  let isLate = false;
  for await (const page of expenses.pages({ listId: ledgerId, days: { first: from, last: to } })) {
    if (isLate) throw new ApiError("sums.unfinished", { retryAfter: 1 });
    const found = page
      .filter(({ kind, currency }) => kind === undefined && currency === terms.currency)
      .map((item) => ({ description: item.description, amount: countedIn(item, terms), date: item.date }))
      .filter(({ amount }) => amount > 0);
    largest = [...largest, ...found].sort((a, b) => b.amount - a.amount).slice(0, COUNT);
    isLate = !hasTime();
  }
  return largest;
}

/** Returns the part of an expense's amount that is within a scope, in minor units. */
function countedIn(item: ExpenseItem, { categories, tags }: Scope): number {
  const { amount, tags: own = [] } = item;
  const names = (tags ?? categories)?.map(fold);
  if (names === undefined) return amount;
  if (tags) return own.some((tag) => names.includes(fold(tag))) ? amount : 0;
  const shares = sharesOf(item).filter(({ category }) => names.includes(fold(category)));
  return shares.reduce((sum, share) => sum + share.amount, 0);
}
