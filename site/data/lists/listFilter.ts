import type { Expense } from "../../../domain/expenses/expense";
import { FILTERS, matching, NAMED_FILTERS, writeNames } from "../../../domain/expenses/search";
import { isDay } from "../../../domain/values/day";
import { MAX_SEARCH_LENGTH } from "../../../domain/values/limits";
import { cut, fold } from "../../../domain/values/text";
import { categoryName, defaultCategories } from "../../lib/categories/categoryLook";
import { minorOf } from "../expenses/expenseSums";
import type { Row } from "../expenses/model";
import type { ListQuery } from "./listQuery";

/** The ways to sort a list; `newest` is the API's own. */
export const SORTS = ["newest", "oldest", "largest", "smallest", "name"] as const;
type Sort = (typeof SORTS)[number];

/** Filter and order of a list, empty where it does not filter; of several names, each is a line. Part of the address. */
export interface Filter extends Record<(typeof FILTERS)[number], string> {
  q: string;
  sort: Sort;
}

type Query = Readonly<Record<string, string | undefined>>;

const pick = (query: Query, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, query[name] ?? ""]));

/** Reads a filter from an address. Invalid values are ignored, and as much of a text is searched for as the API takes. */
export function filterOf(query: Query): Filter {
  const sort = SORTS.find((name) => name === query.sort) ?? "newest";
  const filters = pick(query, FILTERS) as Omit<Filter, "q" | "sort">;
  for (const name of ["from", "to"] as const) if (!isDay(filters[name])) filters[name] = "";
  return { ...filters, q: cut(query.q ?? "", MAX_SEARCH_LENGTH), sort };
}

/** The part of a query in an address that filters and sorts, in any month: without the days. */
export const filterIn = (query: Query) => pick(query, [...NAMED_FILTERS, "q", "sort"]);

/** Several names in an address; none contains a line break. */
export const namesIn = (lines: string) => lines.split("\n");

/** A filter as the API takes it: with the names that the search may mean of categories that every language names differently. */
export function searchOf({ sort: _, ...lines }: Filter): ListQuery {
  const named = Object.fromEntries(NAMED_FILTERS.map((name) => [name, namesIn(lines[name])])) as Required<
    Pick<ListQuery, (typeof NAMED_FILTERS)[number]>
  >;
  const filter = { ...lines, ...named };
  const words = fold(lines.q).split(" ").filter(Boolean);
  const meant = defaultCategories
    .map((category) => [category, categoryName(category)] as const)
    .filter(([category, name]) => name !== category && words.some((word) => fold(name).includes(word)));
  return meant.length > 0 ? { ...filter, categoryNames: writeNames(meant) } : filter;
}

const ORDERS: Readonly<Record<Exclude<Sort, "newest">, (a: Expense, b: Expense) => number>> = {
  oldest: (a, b) => a.date.localeCompare(b.date),
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
