import { categoryKey } from "../expenses/category";
import type { LedgerSettings } from "./settings";

/** Keeps the first of categories that are one by now: names with and without accents used to be two. */
export function distinctCategories(settings: LedgerSettings): LedgerSettings {
  const { categories } = settings;
  if (categories === undefined) return settings;
  const keys = categories.map(({ name }) => categoryKey(name));
  return {
    ...settings,
    categories: categories.filter((_, index) => keys.indexOf(keys[index] ?? "") === index),
  };
}
