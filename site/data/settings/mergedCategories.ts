import { categoryKey } from "../../../domain/expenses/category";
import type { LedgerSettings } from "../../../domain/ledgers/settings";
import { categoriesOf, type OwnCategory } from "../../lib/categories/categoryOrder";

/** Settings whose members are merged one by one with what another device changed meanwhile. */
export const isMerged = (name: string): boolean => name === "categories" || name === "categoryGroups";

const byKey = (categories: readonly OwnCategory[]) =>
  new Map(categories.map((one) => [categoryKey(one.name), one]));
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Makes the change from one set of categories to another in a third one, which another device may have changed: what was
 * added, changed or removed is, and every other category stays.
 * @param before Undefined for the default set, as in settings.
 */
export function mergedCategories(
  stored: LedgerSettings,
  before: LedgerSettings["categories"],
  after: readonly OwnCategory[],
): OwnCategory[] {
  const [known, was, is] = [categoriesOf(stored), categoriesOf({ categories: before }), after].map(byKey);
  if (!known || !was || !is) return [...after];
  const isChanged = (key: string) => !isSame(is.get(key), was.get(key));
  return mergedKeys([...known.keys()], [...was.keys()], [...is.keys()], isChanged).flatMap(
    (key) => (isChanged(key) ? is.get(key) : undefined) ?? known.get(key) ?? [],
  );
}

/** The same with groups of categories, which are names alone. Two devices may have added one, each in its own spelling. */
export const mergedGroups = (
  { categoryGroups: known = [] }: LedgerSettings,
  was: readonly string[],
  is: readonly string[],
): string[] => {
  const merged = mergedKeys(known, was, is, (one) => is.includes(one) !== was.includes(one));
  const keys = merged.map(categoryKey);
  return merged.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
};

/** The members after what was changed from one list to another is changed in a third one. */
function mergedKeys(
  known: readonly string[],
  was: readonly string[],
  is: readonly string[],
  isChanged: (key: string) => boolean,
): string[] {
  const theirs = known.filter((key) => is.includes(key) || !was.includes(key));
  const ours = is.filter((key) => known.includes(key) || isChanged(key));
  const [before, after] = [was.filter((key) => is.includes(key)), is.filter((key) => was.includes(key))];
  return isSame(before, after) ? inserted(theirs, ours) : inserted(ours, theirs);
}

/** A list with the members of another one that it lacks, each behind the one that it follows there. */
function inserted(list: readonly string[], others: readonly string[]): string[] {
  const all = [...list];
  for (const [index, one] of others.entries()) {
    if (all.includes(one)) continue;
    const before = others[index - 1];
    all.splice(before === undefined ? 0 : all.indexOf(before) + 1, 0, one);
  }
  return all;
}
