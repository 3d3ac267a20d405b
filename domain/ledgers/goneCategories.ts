import { categoryKey, DEFAULT_CATEGORY } from "../expenses/category";
import { ApiError } from "../http/apiError";
import type { LedgerSettings } from "./settings";

/**
 * The categories that are gone from a ledger: what it does not offer for an expense any more. A ledger that never chose its
 * categories has any.
 * @param names What to look at, in any way of writing.
 */
export function goneCategories(
  names: readonly string[],
  { categories }: Pick<LedgerSettings, "categories">,
): string[] {
  if (categories === undefined) return [];
  const own = new Set([DEFAULT_CATEGORY, ...categories.map(({ name }) => name)].map(categoryKey));
  return names.filter((name) => !own.has(categoryKey(name)));
}

/**
 * Refuses what would go on for a category that is gone, naming the first.
 * @param gone As {@link goneCategories} found them.
 * @param field The property that names them.
 * @throws ApiError 400 if there is one.
 */
export function refuseGone([category]: readonly string[], field: string): void {
  if (category !== undefined) throw new ApiError("category.gone", { field, values: { category } });
}
