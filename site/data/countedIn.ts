import { isSameCategory } from "../../domain/expenses/category";
import { type Counted, sharesIn } from "./sums";

/**
 * An expense with what counts of it under a filter: of one with parts, those in the category.
 * @param category Empty without such a filter.
 * @returns none if the expense has the category and its parts have others.
 */
export function countedIn(expense: Counted, category: string): Counted[] {
  if (category === "") return [expense];
  const shares = sharesIn(expense).filter((share) => isSameCategory(share.category, category));
  return shares.map((share) => ({ ...expense, ...share }));
}
