import { fold } from "../values/text";
import { nameKey } from "./merchants";
import type { Charge, SpendingHistory } from "./model";

/** The key of a finding that an expense is unusual. Ledgers remember one-offs by it. */
export const unusualKey = ({ name, amount, day }: Charge) => `unusual:${nameKey(name)}:${amount}:${day}`;

/** The cost of an expense in its own category: only that part of a split expense can be told of the category. */
export const amountInCategory = ({ amount, share = amount }: Charge) => share;

type Baseline = Pick<SpendingHistory, "oneOffs" | "usual" | "usualCategories">;
type Spent = Pick<SpendingHistory, "charges" | "spent" | "categories">;

/**
 * Returns the usual spending: everything except one-offs. One-offs stay spent, but are not expected again, and later
 * spending is not compared with them.
 * @param keys Keys of the findings that were marked.
 */
export function baselineOf({ charges, spent, categories }: Spent, keys: readonly string[]): Baseline {
  const marked = new Set(keys);
  const oneOffs = new Set(
    marked.size === 0 ? [] : charges.filter((one) => one.kind === undefined && marked.has(unusualKey(one))),
  );
  if (oneOffs.size === 0) return { oneOffs, usual: spent, usualCategories: categories };
  const usual = new Map(spent);
  const usualCategories = new Map([...categories].map(([name, months]) => [name, new Map(months)]));
  for (const oneOff of oneOffs) {
    const { day, amount, category } = oneOff;
    const month = day.slice(0, 7);
    usual.set(day, (usual.get(day) ?? 0) - amount);
    const [, months] = [...usualCategories].find(([name]) => fold(name) === fold(category)) ?? [];
    months?.set(month, Math.max(0, (months.get(month) ?? 0) - amountInCategory(oneOff)));
  }
  return { oneOffs, usual, usualCategories };
}
