import { fold, isBlank, isSame } from "../values/text";
import { isSameCategory } from "./category";
import { categoriesIn, type Part } from "./parts";

// The search predicate, which the API applies to stored expenses and the page to loaded ones.

/** Filter of a list of expenses. An absent or empty value does not filter. */
export interface ExpenseFilter {
  category?: string | undefined;
  tag?: string | undefined;
  merchant?: string | undefined;
  /** ID of the user who logged it. */
  createdBy?: string | undefined;
  /** Text to search for. */
  q?: string | undefined;
}

/** Fields of an expense that a search matches. */
export interface Searchable {
  description: string;
  category: string;
  /** Decimal with all of its currency's decimals. */
  amount: string;
  merchant?: string | undefined;
  notes?: string | undefined;
  tags?: readonly string[] | undefined;
  parts?: readonly Part<unknown>[] | undefined;
  createdBy?: string | undefined;
}

/** Returns true if a filter leaves anything out. */
export const isSelective = ({ category, tag, merchant, createdBy, q }: ExpenseFilter) =>
  Boolean(category || tag || merchant || createdBy || q);

/**
 * Makes the predicate of a filter. A category is that of the expense or of one of its parts. A search finds what people remember of an
 * expense: words of its description, its categories, its merchant, its notes and those of its parts, its tags or its amount as a plain
 * decimal, whatever the case, the accents and the form of their Unicode.
 */
export function matching({
  category,
  tag,
  merchant,
  createdBy,
  q = "",
}: ExpenseFilter): (expense: Searchable) => boolean {
  const wanted = isBlank(q) ? "" : fold(q);
  const isWanted = memoised((name) => !category || isSameCategory(name, category));
  const says = memoised((name) => fold(name).includes(wanted));
  return (expense) =>
    categoriesIn(expense).some(isWanted) &&
    (!tag || Boolean(expense.tags?.some((one) => isSame(one, tag)))) &&
    (!merchant || isSame(expense.merchant ?? "", merchant)) &&
    (!createdBy || expense.createdBy === createdBy) &&
    (wanted === "" ||
      expense.amount.includes(wanted) ||
      categoriesIn(expense).some(says) ||
      textsOf(expense).some((text) => fold(text).includes(wanted)));
}

const textsOf = ({ description, merchant = "", notes = "", tags = [], parts = [] }: Searchable) => [
  description,
  merchant,
  notes,
  ...tags,
  ...parts.map(({ note = "" }) => note),
];

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
