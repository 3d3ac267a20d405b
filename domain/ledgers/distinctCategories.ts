import { categoryKey } from "../expenses/category";
import type { LedgerSettings } from "./settings";

/** Keeps the first of categories that are now the same: names with and without accents used to differ. */
export function distinctCategories(settings: LedgerSettings): LedgerSettings {
  const { categories } = settings;
  if (categories === undefined) return settings;
  const keys = categories.map(({ name }) => categoryKey(name));
  return {
    ...settings,
    categories: categories.filter((_, index) => keys.indexOf(keys[index] ?? "") === index),
  };
}
