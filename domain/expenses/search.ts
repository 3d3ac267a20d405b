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
 * or its amount as a plain decimal, in upper or lower case.
 */
export function matching({ category, q }: ExpenseFilter): (expense: Searchable) => boolean {
  const wanted = fold(q?.trim() ?? "");
  return (expense) =>
    (!category || expense.category === category) &&
    // Search texts contain no line break, so no match spans two properties.
    (!wanted || fold(`${expense.description}\n${expense.category}\n${expense.amount}`).includes(wanted));
}

/**
 * Text without the difference of case, and of composed and combining accents. Upper case, because lower case depends on the
 * place in a word: a final capital sigma would not be found within a longer word.
 */
const fold = (text: string) => text.toUpperCase().normalize();
