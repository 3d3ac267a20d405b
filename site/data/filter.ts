import type { Expense } from "../../domain/expenses/expense";
import type { ListQuery } from "./lists";
import { minorOf } from "./sums";
import type { Row } from "./view";

/** The ways to sort a list; `newest` is the API's own. */
export const SORTS = ["newest", "oldest", "largest", "smallest", "name"] as const;
export type Sort = (typeof SORTS)[number];

/** What is shown of a month or of all of them; it stands in the address. */
export interface Filter {
  category: string;
  q: string;
  sort: Sort;
}

/** Reads a filter from an address; what makes no sense is as if it were not there. */
export function filterOf(query: Readonly<Record<string, string | undefined>>): Filter {
  const sort = SORTS.find((name) => name === query.sort) ?? "newest";
  return { category: query.category ?? "", q: query.q ?? "", sort };
}

/** Whether an expense shows under a filter. Searching looks at what people remember: the words, the category, the amount. */
export function matches(expense: Expense, { category, q }: Pick<Filter, "category" | "q">): boolean {
  if (category && expense.category !== category) return false;
  if (!q) return true;
  const text = `${expense.description} ${expense.category} ${expense.amount}`.toLowerCase();
  return text.includes(q.trim().toLowerCase());
}

const ORDERS: Readonly<Record<Exclude<Sort, "newest">, (a: Expense, b: Expense) => number>> = {
  oldest: (a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0),
  largest: (a, b) => a.currency.localeCompare(b.currency) || minorOf(b.amount) - minorOf(a.amount),
  smallest: (a, b) => a.currency.localeCompare(b.currency) || minorOf(a.amount) - minorOf(b.amount),
  name: (a, b) => a.description.localeCompare(b.description),
};

/** The rows that show, in their order. What the server searched, only what is not confirmed yet is judged here. */
export function arrange(rows: readonly Row[], filter: Filter, { month }: ListQuery): readonly Row[] {
  const shown = rows.filter(({ expense, entry }) => (month || entry ? matches(expense, filter) : true));
  if (filter.sort === "newest") return shown;
  const order = ORDERS[filter.sort];
  return shown.sort((a, b) => order(a.expense, b.expense));
}
