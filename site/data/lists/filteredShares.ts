import { isSameCategory } from "../../../domain/expenses/category";
import { type Counted, sharesIn } from "../expenses/expenseSums";
import { namesIn } from "./listFilter";

/**
 * Returns what counts of an expense under a filter by categories: all of it, or its parts in these categories.
 * @param categories One per line; empty without such a filter.
 */
export function countedIn(expense: Counted, categories: string): Counted[] {
  if (categories === "") return [expense];
  const names = namesIn(categories);
  const shares = sharesIn(expense).filter((share) =>
    names.some((name) => isSameCategory(share.category, name)),
  );
  return shares.map((share) => ({ ...expense, ...share }));
}
