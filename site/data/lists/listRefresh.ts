import { batch } from "@preact/signals";
import { CLOCK_SKEW_MS } from "../../../domain/expenses/changesSince";
import type { ChangePage, Expense } from "../../../domain/expenses/expense";
import { MAX_PAGE_SIZE } from "../../../domain/values/limits";
import { call } from "../../lib/ledger/api";
import { failureOf } from "../../lib/network/requestError";
import { adjustSummary } from "../expenses/expenseSums";
import { isPending } from "../outbox/pendingWrites";
import {
  changeCount,
  countWhole,
  type ExpenseList,
  knownLists,
  overtake,
  readUndisturbed,
  refresh,
} from "./expenseLists";
import { belongs, compareNewest } from "./listQuery";

// Brings the lists up to date with what other pages and devices did: reads what changed in the ledger, instead of everything.

/** Changes since a reading. */
interface Changes extends Pick<ChangePage, "expenses" | "gone" | "until" | "ledgerVersion"> {}

/** The number of changes above which it is less work to read the lists again. */
const TOO_MANY = 4 * MAX_PAGE_SIZE;

/** Retries lists that could not be read. */
export function retryLists(): void {
  for (const list of knownLists()) if (list.problem.peek()) void refresh(list);
}

/** Updates every list by what changed; reloads a list for which that is not possible. */
export async function refreshAll(): Promise<void> {
  for (const list of knownLists()) if (list.until === undefined) void refresh(list);
  const read = readLists();
  try {
    await catchUp();
  } catch {
    for (const list of read) void refresh(list); // It shows the problem, if it persists.
  }
}

/**
 * Brings the lists that were read up to date by what changed since.
 * @param note Gets the version of the ledger's settings on the server, which comes with the changes.
 * @returns true if there was something that they did not show yet.
 * @throws RequestError if the changes cannot be read; the lists stay as they are.
 */
export async function catchUp(note?: (ledgerVersion: number) => void): Promise<boolean> {
  const read = readLists();
  const [since] = read.map(({ until = "" }) => until).sort();
  let isNews = false;
  if (since === undefined) return isNews;
  await readUndisturbed(
    () => changesSince(since),
    (changes, isTrue) => {
      if (isTrue) isNews = take(read, changes);
      if (changes) note?.(changes.ledgerVersion);
      return isTrue;
    },
  );
  return isNews;
}

const readLists = () => [...knownLists()].filter(({ until }) => until !== undefined);

/** @returns true if a list did not show all of them yet. */
function take(lists: readonly ExpenseList[], changes: Changes | undefined): boolean {
  const outcomes = batch(() =>
    lists.map((list) => {
      const isNews = changes && apply(list, changes);
      if (isNews === undefined) {
        // The list no longer shows one state of the ledger. Until it does, each check reloads it.
        list.until = undefined;
        void refresh(list);
      } else if (changes && list.until && list.until < changes.until) list.until = changes.until;
      return isNews;
    }),
  );
  const isNew = outcomes.some((isNews) => isNews !== false);
  if (isNew) changeCount.value += 1;
  return isNew;
}

/** Reads what changed. Returns undefined if that is too much, or not known any more. */
export async function changesSince(since: string): Promise<Changes | undefined> {
  const expenses = new Map<string, Expense>();
  const gone: string[] = [];
  let cursor: string | undefined;
  try {
    for (;;) {
      const page = await call("GET /expenses/changes", { query: { since, limit: MAX_PAGE_SIZE, cursor } });
      // An expense that changes meanwhile comes again, in its newer version.
      for (const expense of page.expenses) expenses.set(expense.expenseId, expense);
      gone.push(...page.gone);
      cursor = page.cursor;
      if (!cursor) {
        const { until, ledgerVersion } = page;
        return { expenses: [...expenses.values()], gone, until, ledgerVersion };
      }
      if (expenses.size > TOO_MANY) return undefined;
    }
  } catch (error) {
    if (failureOf(error) === "gone") return undefined;
    throw error;
  }
}

/**
 * An index has a write after a minute in practice. `until` is behind by as much as clocks may differ, so it is before that.
 * `INDEX_LAG_MS` of the API is the bound for a follower that must lose nothing; here it would reload a list for an hour
 * after each change that its rows do not show.
 */
const SETTLED_MS = 60_000 - CLOCK_SKEW_MS;

/**
 * Puts changes into a list and its sums.
 * @returns true if there was something that it did not show yet; undefined if it has to be reloaded, because its sums may
 *   count an expense that it has not loaded.
 */
function apply(list: ExpenseList, { expenses, gone, until }: Changes): boolean | undefined {
  list.handled ??= new Map();
  const done = list.handled;
  const before = list.expenses.peek();
  const rows = new Map(before.map((row) => [row.expenseId, row]));
  let isCertain = true;
  for (const expense of expenses) {
    const { expenseId, version, updatedAt } = expense;
    if (isPending(expenseId)) continue; // Its row shows what this page makes of it, until that is confirmed.
    const row = rows.get(expenseId);
    // Changes of the last hour are repeated: the clocks of the functions that write them differ.
    if (row ? row.version >= version : done.get(expenseId) === version) continue;
    if (!row && !isInRowsOnly(list, expense)) {
      isCertain = false;
      if (Date.parse(updatedAt) < Date.parse(until) - SETTLED_MS) done.set(expenseId, version);
    }
    rows.delete(expenseId);
    const isHere = belongs(expense, list.query);
    if (isHere && isInRange(list, expense)) rows.set(expenseId, expense);
    if (row && list.summary.value)
      list.summary.value = adjustSummary(list.summary.value, row, expense.deletedAt ? undefined : expense);
  }
  for (const id of gone) {
    if (isPending(id)) continue;
    const row = rows.get(id);
    // Its changes until then are unknown: only a reading reveals if the sums count it.
    if (row && list.summary.value) list.summary.value = adjustSummary(list.summary.value, row);
    else if (list.summary.value && !done.has(id)) isCertain = false;
    done.set(id, 0);
    rows.delete(id);
  }
  const isChanged = rows.size !== before.length || before.some((row) => rows.get(row.expenseId) !== row);
  if (isChanged) {
    overtake();
    list.expenses.value = [...rows.values()].sort(compareNewest);
    countWhole(list);
  }
  return isCertain ? isChanged : undefined;
}

/**
 * Returns true if the rows of the list reveal everything that its sums can know of an expense that it does not show.
 */
function isInRowsOnly({ summary, cursor }: ExpenseList, { version, date }: Expense): boolean {
  const sums = summary.peek();
  return !sums || (cursor.peek() === undefined && version === 1 && !date.startsWith(sums.previousMonth));
}

/** Returns true if the expense belongs among the rows that are loaded. */
function isInRange({ expenses, cursor }: ExpenseList, expense: Expense): boolean {
  const last = expenses.peek().at(-1);
  return cursor.peek() === undefined || (last !== undefined && compareNewest(expense, last) < 0);
}
