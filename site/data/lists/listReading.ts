import type { Expense, ExpensePage, ListRequest } from "../../../domain/expenses/expense";
import { MAX_PAGE_SIZE } from "../../../domain/values/limits";
import { call } from "../../lib/ledger/api";
import { compareNewest, type ListQuery } from "./listQuery";

/**
 * After this many attempts, the first load accepts a response that overlaps a write, so that fast typing does not leave
 * the list empty. A refresh gives up if other devices changed rows between its pages each time: the list stays as it is
 * until the next look.
 */
export const MOST_TRIES = 10;
/** Grows with each retry, up to a second. */
export const PAUSE_MS = 100;

const FIRST_PAGE = 100;

/**
 * Reads as much of a list as is shown. The first page comes with the sums, from the same reading. Ends before a later
 * page that has changes since then: it cannot be shown with these sums.
 * @param known The changes that earlier attempts found: the sums include them by now. Those of this one are added.
 */
export async function readAgain(query: ListQuery, shown: number, known: Set<string>): Promise<ExpensePage> {
  const limit = Math.min(Math.max(shown, FIRST_PAGE), MAX_PAGE_SIZE);
  let answer = await pageOf(query, { sums: query.month && true, limit });
  while (answer.cursor && answer.expenses.length < shown) {
    const page = await pageOf(query, { cursor: answer.cursor });
    if (answer.summary && haveNewer(page.expenses, answer.until, known)) break;
    answer = { ...answer, expenses: joined(answer.expenses, page.expenses), cursor: page.cursor };
  }
  return answer;
}

/**
 * Reads a page; a later one has no limit. A filter of more characters, of up to nine bytes each, has no room in an address: API Gateway
 * takes 10,240 bytes with the headers.
 */
export async function pageOf(query: ListQuery, place: Omit<ListRequest, keyof ListQuery>) {
  const request = { limit: MAX_PAGE_SIZE, ...query, ...place };
  return JSON.stringify(request).length > 700
    ? (await import("./longSearch")).searchLong(request)
    : call("GET /expenses", { query: request });
}

/** The rows of two pages. One that moved between their readings is in both. */
export function joined(rows: readonly Expense[], more: readonly Expense[]): Expense[] {
  const all = new Map([...more, ...rows].map((row) => [row.expenseId, row]));
  return [...all.values()].sort(compareNewest);
}

/**
 * Returns true if one of the rows may have changed after sums were read, and adds all of these to the known ones. The
 * time allows for clocks that are behind: for ten minutes, each change seems to be newer. "~" is later than any time.
 */
export const haveNewer = (rows: readonly Expense[], until = "~", known = new Set<string>()) =>
  rows.filter(
    ({ updatedAt, expenseId, version }) =>
      updatedAt >= until && known.size < known.add(expenseId + version).size,
  ).length > 0;
