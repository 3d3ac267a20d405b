import { signOf } from "../expenses/kinds";
import { fold } from "../values/text";
import { nameKey } from "./merchants";
import type { Charge, SpendingHistory } from "./model";
import { oneOffKey } from "./oneOffKeys";

/** The key of a finding that an expense is unusual. Ledgers remember one-offs by it, with the currency. */
export const unusualKey = ({ name, amount, day }: Charge) => `unusual:${nameKey(name)}:${amount}:${day}`;

/** The cost of an expense in its own category: only that part of a split expense can be told of the category. */
export const amountInCategory = ({ amount, share = amount }: Charge) => share;

type Baseline = Pick<SpendingHistory, "oneOffs" | "marks" | "usual" | "usualCategories">;
type Spent = Pick<SpendingHistory, "currency" | "charges" | "refunds" | "spent" | "categories">;

/**
 * Returns the usual spending: everything except one-offs. One-offs stay spent, but are not expected again, and later
 * spending is not compared with them.
 * @param keys Keys of the one-offs: {@link oneOffKey}, or of earlier releases, {@link unusualKey}.
 */
export function baselineOf(
  { currency, charges, refunds, spent, categories }: Spent,
  keys: readonly string[],
): Baseline {
  const marks = marksAmong(charges, currency, new Set(keys));
  const oneOffs = new Set(marks.keys());
  if (oneOffs.size === 0) return { oneOffs, marks, usual: spent, usualCategories: categories };
  const usual = new Map(spent);
  const usualCategories = new Map([...categories].map(([name, months]) => [name, new Map(months)]));
  const names = new Map([...categories.keys()].map((name) => [fold(name), name]));
  // Refunds first: a month of both would otherwise stop at 0 in between.
  for (const charge of withRefunds(oneOffs, refunds).reverse()) {
    const { day, amount, category, kind } = charge;
    const month = day.slice(0, 7);
    usual.set(day, (usual.get(day) ?? 0) - signOf(kind) * amount);
    const months = usualCategories.get(names.get(fold(category)) ?? category);
    const left = (months?.get(month) ?? 0) - signOf(kind) * amountInCategory(charge);
    months?.set(month, kind === undefined ? Math.max(0, left) : left);
  }
  return { oneOffs, marks, usual, usualCategories };
}

function marksAmong(charges: readonly Charge[], currency: string, keys: ReadonlySet<string>) {
  const marks = new Map<Charge, string>();
  if (keys.size === 0) return marks;
  for (const charge of charges) {
    if (charge.kind !== undefined) continue;
    const key = unusualKey(charge);
    const mark = [oneOffKey(key, currency), key].find((one) => keys.has(one));
    if (mark !== undefined) marks.set(charge, mark);
  }
  return marks;
}

/** Returns one-offs and what was paid back of them, which leaves the usual with them: otherwise it would leave it twice. */
export const withRefunds = (oneOffs: ReadonlySet<Charge>, refunds: SpendingHistory["refunds"]): Charge[] => [
  ...oneOffs,
  ...[...oneOffs].flatMap((one) => refunds.get(one) ?? []),
];
