import { categoryKey, DEFAULT_CATEGORY } from "../expenses/category";
import { type CategorisedExpense, categoriesIn } from "../expenses/parts";
import { ApiError } from "../http/apiError";
import type { LedgerSettings } from "../ledgers/settings";

/**
 * Refuses a rule that names a category which the ledger no longer has: the rule would bring it back each time. A ledger
 * that never chose its categories accepts any.
 * @throws ApiError 400 that names it.
 */
export function requireOwnCategories(content: CategorisedExpense, { categories }: LedgerSettings): void {
  if (categories === undefined) return;
  const known = new Set([DEFAULT_CATEGORY, ...categories.map(({ name }) => name)].map(categoryKey));
  const gone = categoriesIn(content).find((name) => !known.has(categoryKey(name)));
  if (gone !== undefined) {
    throw new ApiError("rule.categoryGone", { field: "category", values: { category: gone } });
  }
}
