import { isSameCategory } from "./category";

// Giving expenses other categories, for the API and the page. No schemas here: they would end up in the page's bundle.

/**
 * Returns the changes that rename the categories of an expense, its own and those of its parts.
 * @returns no property if every name stays.
 */
export function recategorised<Part extends { category: string }>(
  { category, parts }: { category: string; parts?: readonly Part[] | undefined },
  nameOf: (category: string) => string,
): { category?: string; parts?: Part[] } {
  const after = parts?.map((part) => ({ ...part, category: nameOf(part.category) }));
  return {
    ...(nameOf(category) !== category && { category: nameOf(category) }),
    ...(after?.some((part, index) => part.category !== parts?.[index]?.category) && { parts: after }),
  };
}

/** Returns the names of categories after one of them was renamed; after all were, if there is no `from`. */
export const namesAfter =
  ({ from, to }: { from?: string | undefined; to: string }) =>
  (category: string): string =>
    from === undefined || isSameCategory(category, from) ? to : category;
