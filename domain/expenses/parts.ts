import { getOrAdd } from "../values/maps";
import { categoryKey } from "./category";

// The parts of an expense, for the API and the page. No schemas here: they would end up in the page's bundle.

/** A part of an expense. Parts sum to the amount of their expense, and are in its currency. */
export interface Part<Amount> {
  category: string;
  amount: Amount;
  note?: string | undefined;
}

/** An expense as sums by category see it, in integer minor units. */
interface Divided {
  category: string;
  amount: number;
  parts?: readonly Part<number>[] | undefined;
}

/** The part of an expense that counts in one category. */
interface Share {
  category: string;
  amount: number;
  /** 1 in the first share and 0 in the others: totals that ignore categories count the expense once. */
  expenses: 0 | 1;
}

/**
 * Returns the categories that an expense counts in: those of its parts, each once, or its own. A category with several
 * spellings is shown by the first of them in the order of code units.
 */
export function sharesOf({ category, amount, parts }: Divided): Share[] {
  if (!parts?.length) return [{ category, amount, expenses: 1 }];
  const shares = new Map<string, Share>();
  for (const part of parts) {
    const { category: name } = part;
    const expenses = shares.size === 0 ? 1 : 0;
    const share = getOrAdd(shares, categoryKey(name), () => ({ category: name, amount: 0, expenses }));
    share.amount += part.amount;
    if (name < share.category) share.category = name;
  }
  return [...shares.values()];
}

/** Returns the default category of an expense with parts: that of the largest part. */
export function mainCategory(parts: readonly Part<number>[]): string | undefined {
  return parts.toSorted((a, b) => b.amount - a.amount)[0]?.category;
}

/** Returns the notes of parts in one text. */
export const notesOf = (parts: readonly Part<unknown>[]) => parts.map(({ note = "" }) => note).join(", ");

/** Returns every category that an expense names: its own and those of its parts. */
export const categoriesIn = ({ category, parts = [] }: CategorisedExpense) => [
  category,
  ...parts.map((part) => part.category),
];

/** An expense with its categories. */
interface CategorisedExpense {
  category: string;
  parts?: readonly Pick<Part<unknown>, "category">[] | undefined;
}
