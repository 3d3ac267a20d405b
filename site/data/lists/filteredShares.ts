import { isSameCategory } from "../../../domain/expenses/category";
import { type Counted, sharesIn } from "../expenses/expenseSums";
import { namesIn } from "./listFilter";

/**
 * An expense with what counts of it under a filter: of one with parts, those in the categories.
 * @param categories A line each; empty without such a filter.
 * @returns none if the expense has the category and its parts have others.
 */
export function countedIn(expense: Counted, categories: string): Counted[] {
  if (categories === "") return [expense];
  const names = namesIn(categories);
  const shares = sharesIn(expense).filter((share) =>
    names.some((name) => isSameCategory(share.category, name)),
  );
  return shares.map((share) => ({ ...expense, ...share }));
}
