import { fold, isBlank } from "../values/text";
import { isSameCategory } from "./category";

// The search predicate, which the API applies to stored expenses and the page to loaded ones.

/** Filter of a list of expenses. An absent or empty value does not filter. */
export interface ExpenseFilter {
  category?: string | undefined;
  /** Text to search for. */
  q?: string | undefined;
}

/** Fields of an expense that a search matches. */
export interface Searchable {
  description: string;
  category: string;
  /** Decimal with all of its currency's decimals. */
  amount: string;
}

/**
 * Makes the predicate of a filter. A search finds what people remember of an expense: words of its description, its category
 * or its amount as a plain decimal, whatever the case, the accents and the form of their Unicode.
 */
export function matching({ category, q = "" }: ExpenseFilter): (expense: Searchable) => boolean {
  const wanted = isBlank(q) ? "" : fold(q);
  const isWanted = memoised((name) => !category || isSameCategory(name, category));
  const says = memoised((name) => fold(name).includes(wanted));
  return (expense) =>
    isWanted(expense.category) &&
    (wanted === "" ||
      expense.amount.includes(wanted) ||
      says(expense.category) ||
      fold(expense.description).includes(wanted));
}

/** A test of categories, of which a ledger has few and each has many expenses. */
function memoised(test: (category: string) => boolean): (category: string) => boolean {
  const results = new Map<string, boolean>();
  return (category) => {
    const known = results.get(category);
    if (known !== undefined) return known;
    const result = test(category);
    results.set(category, result);
    return result;
  };
}
