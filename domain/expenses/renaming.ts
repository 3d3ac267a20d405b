import { isSameCategory } from "./category";

/** The new name of a category. */
export interface CategoryRename {
  from: string;
  to: string;
}

/** The items that a renaming has changed besides expenses. */
export interface RenamedItems {
  /** IDs of those that a renaming back restores. */
  ids: string[];
  /** IDs of those that named the other category before: nothing tells the names apart any more. */
  merged: string[];
}

/** The outcome of a renaming, by the categories that each changed item named before. */
export function renamedItems(
  before: ReadonlyMap<string, readonly string[]>,
  { from, to }: CategoryRename,
): RenamedItems {
  const isMerged = (names: readonly string[]) =>
    names.some((name) => isSameCategory(name, to) && !isSameCategory(name, from));
  const entries = [...before];
  return {
    ids: entries.filter(([, names]) => !isMerged(names)).map(([id]) => id),
    merged: entries.filter(([, names]) => isMerged(names)).map(([id]) => id),
  };
}
