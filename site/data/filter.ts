import type { Expense } from "../../domain/expenses/expense";
import { type ExpenseFilter, matching, writeNames } from "../../domain/expenses/search";
import { MAX_SEARCH_LENGTH } from "../../domain/values/limits";
import { cut, fold } from "../../domain/values/text";
import { categoryName, defaultCategories } from "../lib/categoryLook";
import type { Row } from "./model";
import { minorOf } from "./sums";

/** The ways to sort a list; `newest` is the API's own. */
export const SORTS = ["newest", "oldest", "largest", "smallest", "name"] as const;
export type Sort = (typeof SORTS)[number];

/** Filters of a list besides the text that is searched for. */
export const NAMES = ["category", "tag", "merchant", "createdBy"] as const;

/** Filter and order of a list, empty where it does not filter. Part of the address. */
export interface Filter extends Record<(typeof NAMES)[number], string> {
  q: string;
  sort: Sort;
}

/** Reads a filter from an address. Invalid values are ignored, and as much of a text is searched for as the API takes. */
export function filterOf(query: Readonly<Record<string, string | undefined>>): Filter {
  const sort = SORTS.find((name) => name === query.sort) ?? "newest";
  const [category = "", tag = "", merchant = "", createdBy = ""] = NAMES.map((name) => query[name]);
  return { category, tag, merchant, createdBy, q: cut(query.q ?? "", MAX_SEARCH_LENGTH), sort };
}

/** The part of a query in an address that filters and sorts. */
export const filterIn = (query: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries([...NAMES, "q", "sort"].map((name) => [name, query[name]]));

/** A filter as the API takes it: with the names that the search may mean of categories that every language names differently. */
export function searchOf({ sort: _, ...filter }: Filter): ExpenseFilter {
  const words = fold(filter.q).split(" ").filter(Boolean);
  const meant = defaultCategories
    .map((category) => [category, categoryName(category)] as const)
    .filter(([category, name]) => name !== category && words.some((word) => fold(name).includes(word)));
  return meant.length > 0 ? { ...filter, categoryNames: writeNames(meant) } : filter;
}

const ORDERS: Readonly<Record<Exclude<Sort, "newest">, (a: Expense, b: Expense) => number>> = {
  oldest: (a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0),
  largest: (a, b) => a.currency.localeCompare(b.currency) || minorOf(b.amount) - minorOf(a.amount),
  smallest: (a, b) => a.currency.localeCompare(b.currency) || minorOf(a.amount) - minorOf(b.amount),
  name: (a, b) => a.description.localeCompare(b.description),
};

/** The rows that show under a filter, in their order. */
export function arrange(rows: readonly Row[], filter: Filter): readonly Row[] {
  const isShown = matching(searchOf(filter));
  const shown = rows.filter(({ expense }) => isShown(expense));
  if (filter.sort === "newest") return shown;
  const order = ORDERS[filter.sort];
  return shown.sort((a, b) => order(a.expense, b.expense));
}
