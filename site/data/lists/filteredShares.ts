import { isSameCategory } from "../../../domain/expenses/category";
import { type Counted, sharesIn } from "../expenses/expenseSums";
import type { Row } from "../expenses/model";
import { namesIn } from "./listFilter";
import { isCounted } from "./listRows";

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

/**
 * Returns the number of rows that a filter leaves, and what counts of them. A refused entry is not among them, as in the sums of the
 * month.
 * @param categories As {@link countedIn} takes them.
 */
export function foundIn(rows: readonly Row[], categories: string): { count: number; counted: Counted[] } {
  const found = rows.filter(({ entry }) => isCounted(entry));
  return { count: found.length, counted: found.flatMap(({ expense }) => countedIn(expense, categories)) };
}
