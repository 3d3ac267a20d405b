import { ApiError } from "../http/apiError";
import { addDays } from "../values/day";
import { MAX_BUDGET_PERIODS } from "../values/limits";
import type { BudgetBook, StoredBudget } from "./model";
import { storedBytes } from "./packedBudgets";
import { relevantPeriods } from "./reckoning";

/** Bytes of the budgets of a ledger. DynamoDB takes items of 400 KB, and jobs add their marks. */
const MAX_BOOK_BYTES = 250_000;

const fits = ({ budgets }: BudgetBook) => storedBytes(budgets) <= MAX_BOOK_BYTES;

/**
 * Returns the book after a user added to it, with room for that: terms go that no listed period and no rollover needs,
 * then budgets that were deleted, the earliest first.
 * @throws ApiError 409 if it is still too large, and grew.
 */
export function withRoom(before: BudgetBook, after: BudgetBook, now: Date): BudgetBook {
  if (fits(after)) return after;
  // It may still be yesterday in the ledger's zone.
  const earliest = addDays(now.toISOString().slice(0, 10), -1);
  const entries = Object.entries(after.budgets).map(
    ([id, budget]) => [id, withoutUnused(budget, earliest)] as const,
  );
  let book: BudgetBook = { ...after, budgets: Object.fromEntries(entries) };
  const deleted = entries
    .flatMap(([id, { deletedAt }]) => (deletedAt === undefined ? [] : [{ id, deletedAt }]))
    .sort((a, b) => (a.deletedAt < b.deletedAt ? -1 : 1));
  for (const { id } of deleted) {
    if (fits(book)) return book;
    const { [id]: _forgotten, ...budgets } = book.budgets;
    book = { ...book, budgets };
  }
  if (!fits(book) && storedBytes(book.budgets) > storedBytes(before.budgets))
    throw new ApiError("budget.tooLarge");
  return book;
}

/** Returns a budget without the terms of periods that are neither listed nor carry over into one that is. */
function withoutUnused(budget: StoredBudget, today: string): StoredBudget {
  const [first] = relevantPeriods(budget, today, MAX_BUDGET_PERIODS);
  const terms = first === undefined ? budget.terms : budget.terms.slice(budget.terms.indexOf(first.terms));
  if (terms.length === budget.terms.length) return budget;
  return { ...budget, terms: terms as StoredBudget["terms"], begun: budget.begun ?? budget.terms[0].from };
}
