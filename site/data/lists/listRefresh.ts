import { batch } from "@preact/signals";
import type { Expense } from "../../../domain/expenses/expense";
import { adjustSummary } from "../expenses/expenseSums";
import { isPending } from "../outbox/pendingWrites";
import {
  changeCount,
  countWhole,
  type ExpenseList,
  following,
  knownLists,
  overtake,
  readUndisturbed,
  refresh,
} from "./expenseLists";
import { changesSince, forgetChanges, type Look, learnChanges } from "./followedChanges";
import type { Following } from "./following";
import { belongs, compareNewest } from "./listQuery";

// Brings the lists up to date with what other pages and devices did: reads what changed in the ledger, instead of everything.

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
  if (since === undefined) return false;
  const mine = following;
  let isNews = false;
  let reloads: Promise<boolean>[] = [];
  await readUndisturbed(
    () => changesSince(since, mine),
    (changes, isTrue) => {
      if (changes) note?.(changes.ledgerVersion);
      if (!isTrue) return false;
      const lists = read.filter(({ until }) => until !== undefined);
      if (!changes) forgetChanges(mine);
      const look = changes && learnChanges(mine, changes);
      if (look && changes.isWhole) {
        const outcome = take(lists, changes.until, look, mine);
        isNews ||= outcome.isNews;
        if (outcome.isDoubtful) mine.known = undefined; // The next answer tells everything.
        return !outcome.isDoubtful;
      }
      isNews = look !== undefined && look.first.size > 0;
      reloads = lists.map(reload);
      return true;
    },
  );
  // A reading that shows nothing else is no news.
  const differ = (await Promise.all(reloads)).some(Boolean);
  if (reloads.length > 0 && (isNews || differ)) changeCount.value += 1;
  return isNews || differ;
}

const readLists = () => [...knownLists()].filter(({ until }) => until !== undefined);

/** Reads a list again. Until that succeeds, each check does. @returns true if its rows are others then. */
async function reload(list: ExpenseList): Promise<boolean> {
  const before = list.expenses.peek();
  list.until = undefined;
  await refresh(list);
  const after = list.expenses.peek();
  return (
    before.length !== after.length ||
    before.some(
      ({ expenseId, version }, index) =>
        expenseId !== after[index]?.expenseId || version !== after[index]?.version,
    )
  );
}

/** The outcome of changes for a list. */
interface Outcome {
  /** True if the list did not show all of them yet. */
  isNews: boolean;
  /** True if it has to be reloaded, because its sums may count an expense that it has not loaded. */
  isStale: boolean;
  /** True if it shows something else than what was told before and need not be so any more. */
  isDoubtful: boolean;
}

/** Puts changes into lists. */
function take(lists: readonly ExpenseList[], until: string, look: Look, following: Following): Outcome {
  const outcomes = batch(() =>
    lists.map((list) => {
      const outcome = apply(list, look, following);
      if (outcome.isStale) void reload(list);
      else if (list.until && list.until < until) list.until = until;
      return outcome;
    }),
  );
  const some = (name: keyof Outcome) => outcomes.some((outcome) => outcome[name]);
  if (some("isNews")) changeCount.value += 1;
  return { isNews: some("isNews"), isStale: some("isStale"), isDoubtful: some("isDoubtful") };
}

/** Puts changes into a list and its sums. One that was read since the last look may lack what was told before. */
function apply(list: ExpenseList, { current, first }: Look, { told, counted = "" }: Following): Outcome {
  const outcome: Outcome = { isNews: false, isStale: false, isDoubtful: false };
  const isReread = list.isReread;
  list.isReread = false;
  const before = list.expenses.peek();
  const rows = new Map(before.map((row) => [row.expenseId, row]));
  for (const id of isReread ? told.keys() : first) {
    const { expense, at = "", settled = Number.POSITIVE_INFINITY } = told.get(id) ?? {};
    if (isPending(id)) {
      list.isReread = true; // Its row shows what this page makes of it, until that is confirmed.
      continue;
    }
    const row = rows.get(id);
    if (row && expense && row.version >= expense.version) continue;
    const isHere = expense && belongs(expense, list.query) && isInRange(list, expense);
    // An index may show later what became of it: only an answer that tells it anew is certain.
    if (!current.has(id) && (row ? !expense : isHere)) {
      outcome.isDoubtful = true;
      list.isReread = true;
      continue;
    }
    if (!row && settled > list.looks && !isInRowsOnly(list, expense)) {
      outcome.isStale = true;
      outcome.isNews ||= first.has(id) && at > counted;
    }
    rows.delete(id);
    if (isHere) rows.set(id, expense);
    if (row && list.summary.value)
      list.summary.value = adjustSummary(list.summary.value, row, expense?.deletedAt ? undefined : expense);
  }
  if (rows.size === before.length && before.every((row) => rows.get(row.expenseId) === row)) return outcome;
  overtake();
  list.expenses.value = [...rows.values()].sort(compareNewest);
  countWhole(list);
  return { ...outcome, isNews: true };
}

/**
 * Returns true if the rows of the list reveal everything that its sums can know of an expense that it does not show: not
 * of one that is gone, whose changes until then are unknown.
 */
function isInRowsOnly({ summary, cursor }: ExpenseList, expense: Expense | undefined): boolean {
  const sums = summary.peek();
  if (!sums) return true;
  const isNew = expense?.version === 1 && !expense.date.startsWith(sums.previousMonth);
  return cursor.peek() === undefined && isNew;
}

/** Returns true if the expense belongs among the rows that are loaded. */
function isInRange({ expenses, cursor }: ExpenseList, expense: Expense): boolean {
  const last = expenses.peek().at(-1);
  return cursor.peek() === undefined || (last !== undefined && compareNewest(expense, last) < 0);
}
