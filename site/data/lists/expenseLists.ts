import { batch, effect, type Signal, signal } from "@preact/signals";
import type { Expense, ExpensePage } from "../../../domain/expenses/expense";
import type { Summary } from "../../../domain/expenses/summary";
import { problemOf, type ShownProblem } from "../../lib/network/requestError";
import { adjustSummary, recount } from "../expenses/expenseSums";
import { forgetKnown, learn } from "../expenses/learnedCategories";
import type { Swap } from "../expenses/model";
import { forgetPending, pending } from "../outbox/pendingWrites";
import type { Following } from "./following";
import { belongs, compareNewest, type ListQuery } from "./listQuery";
import { haveNewer, joined, MOST_TRIES, PAUSE_MS, pageOf, readAgain } from "./listReading";

/** The cursor of a list of which this device kept a part: only a reading reveals where the rest begins. */
export const UNKNOWN_PLACE = "";

/** The expenses read so far, newest first, and the sums of the month. */
export interface ExpenseList {
  readonly query: ListQuery;
  readonly expenses: Signal<readonly Expense[]>;
  readonly summary: Signal<Summary | undefined>;
  /** `ready` also while the list is being refreshed. */
  readonly phase: Signal<"loading" | "ready" | "failed">;
  readonly problem: Signal<ShownProblem | undefined>;
  /** Start of the next page, or {@link UNKNOWN_PLACE}; undefined if all is loaded. */
  readonly cursor: Signal<string | undefined>;
  /** The last reading of a next page and, while it is under way, the cursor of that page. */
  more?: Promise<void>;
  next?: string;
  /** Changes from this instant on are not in the list yet. UTC; undefined before the list is read. */
  until: string | undefined;
  /** The number of looks at changes when it was read, and true if none came since: it may lack what they told. */
  looks: number;
  isReread: boolean;
  /** Counts the readings that were begun: only the last one counts. */
  readings: number;
}

const lists = new Map<string, ExpenseList>();

const fromStart = (): Following => ({ looks: 0, told: new Map() });
export let following = fromStart();

/** Returns the list of a query. Loading starts with the first call. */
export function listOf(query: ListQuery): ExpenseList {
  const key = JSON.stringify(query);
  const known = lists.get(key);
  if (known) return known;
  const list: ExpenseList = {
    query,
    expenses: signal([]),
    summary: signal(undefined),
    phase: signal("loading"),
    problem: signal(undefined),
    cursor: signal(undefined),
    until: undefined,
    looks: 0,
    isReread: true,
    readings: 0,
  };
  lists.set(key, list);
  for (const watch of watchers) watch(list);
  void refresh(list);
  return list;
}

const watchers: ((list: ExpenseList) => void)[] = [];

/** Calls `watch` for every existing and future list. */
export function watchLists(watch: (list: ExpenseList) => void): void {
  watchers.push(watch);
  for (const list of lists.values()) watch(list);
}

/** The lists that were shown since the user signed in. */
export const knownLists = (): Iterable<ExpenseList> => lists.values();

/** Clears everything when the user changes. */
export function forgetLists(): void {
  lists.clear();
  following = fromStart();
  forgetKnown();
  forgetPending();
}

// A read that overlaps a write shows neither the state before it nor the state after it.
let writes = 0;
let running = 0;
/** The number of {@link writes} when those in progress began. */
let begun = 0;
/** The number of {@link writes} when an expense was last written, by its id. */
const written = new Map<string, number>();

/** Marks readings that are under way as too old. */
export function overtake(): void {
  writes += 1;
}

/** Grows with every change of an expense that the page makes or learns of: not all of them change a sum. */
export const changeCount = signal(0);

/** True while no write is in progress. */
export const idle = signal(true);

/** Runs a write and marks overlapping reads. */
export async function writing<T>(write: () => Promise<T>): Promise<T> {
  if (running === 0) begun = writes;
  writes += 1;
  running += 1;
  idle.value = false;
  try {
    return await write();
  } finally {
    running -= 1;
    writes += 1;
    idle.value = running === 0;
  }
}

/**
 * Reads again and again until no write overlapped.
 * @param take Is given what was read, and whether it is certain. Returns true if that is enough.
 */
export async function readUndisturbed<Answer>(
  read: () => Promise<Answer>,
  take: (answer: Answer, isTrue: boolean, tries: number) => boolean,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    await whenIdle();
    const stamp = writes;
    const answer = await read();
    if (take(answer, stamp === writes && idle.value, tries)) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * Math.min(tries, MOST_TRIES)));
  }
}

/** Reads a list again: as much of it as it shows, with its sums. */
export async function refresh(list: ExpenseList): Promise<void> {
  list.readings += 1;
  const { readings } = list;
  const { looks } = following;
  const known = new Set<string>();
  try {
    await readUndisturbed(
      () => readAgain(list.query, list.expenses.peek().length, known),
      (answer, isTrue, tries) => {
        if (readings !== list.readings) return true;
        const isWhole = answer.expenses.length >= list.expenses.peek().length || !answer.cursor;
        // The list on screen is more accurate: it includes writes since then.
        if ((isTrue && isWhole) || (tries >= MOST_TRIES && list.phase.value === "loading"))
          take(list, answer, looks);
        return isTrue && (isWhole || tries >= MOST_TRIES);
      },
    );
  } catch (error) {
    if (readings !== list.readings) return;
    batch(() => {
      list.problem.value = problemOf(error);
      if (list.phase.value === "loading") list.phase.value = "failed";
    });
  }
}

function take(list: ExpenseList, { expenses, cursor, summary, until }: ExpensePage, looks: number): void {
  list.looks = looks;
  list.isReread = true;
  batch(() => {
    learn(expenses);
    list.expenses.value = expenses;
    list.cursor.value = cursor;
    list.summary.value = summary;
    list.until = until;
    putPending(list);
    countWhole(list);
    list.phase.value = "ready";
    list.problem.value = undefined;
  });
}

/** The sums of a fully loaded list are those of its rows. */
export function countWhole({ cursor, summary, expenses }: ExpenseList): void {
  if (cursor.value === undefined && summary.value) summary.value = recount(summary.value, expenses.value);
}

function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (!idle.value) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}

/**
 * Reads the next page, if there is one. It may be empty without being the last. If it contains changes since the sums
 * were read, these are read again. One that is being read is waited for, unless the list was reloaded meanwhile and
 * goes on elsewhere.
 */
export async function loadMore(list: ExpenseList): Promise<void> {
  const cursor = list.cursor.value;
  if (cursor !== list.next) {
    list.next = cursor;
    list.more = cursor ? readOn(list, cursor) : refresh(list);
  }
  await list.more;
  if (cursor === list.next) delete list.next;
}

async function readOn(list: ExpenseList, cursor: string): Promise<void> {
  try {
    const since = idle.peek() ? writes : begun;
    const page = await pageOf(list.query, { cursor });
    if (list.cursor.value !== cursor) return; // The list was reloaded meanwhile.
    // Rows that this page wrote meanwhile are in the list as they are by now, or no longer in it.
    const rows = page.expenses.filter(({ expenseId }) => (written.get(expenseId) ?? 0) <= since);
    list.isReread = true;
    batch(() => {
      learn(rows);
      list.expenses.value = joined(list.expenses.value, rows);
      list.cursor.value = page.cursor;
      countWhole(list);
      list.problem.value = undefined;
    });
    if (page.cursor && list.summary.value && haveNewer(rows, list.until)) void refresh(list);
  } catch (error) {
    list.problem.value = problemOf(error);
  }
}

/** Replaces one expense by another, as {@link swapAll} does. */
export const swap = (before: Expense | undefined, stored: Expense | undefined) =>
  swapAll([{ before, stored }]);

/**
 * Replaces expenses by others in every list and sum. One in the trash counts as absent: a retry may be answered with an expense that
 * was deleted meanwhile. All optimistic writes end here.
 */
export function swapAll(swaps: readonly Swap[]): void {
  overtake();
  for (const id of swaps.flatMap(idsOf)) written.set(id, writes);
  batch(() => {
    changeCount.value += 1;
    for (const list of lists.values()) replace(list, swaps);
  });
}

function replace(list: ExpenseList, swaps: readonly Swap[]): void {
  const ids = new Set(swaps.flatMap(idsOf));
  const isReplaced = ({ expenseId }: Expense) => ids.has(expenseId);
  const replaced = list.expenses.value.filter(isReplaced);
  const here = swaps.flatMap(({ stored }) => (stored && belongs(stored, list.query) ? [stored] : []));
  if (here.length + replaced.length) {
    const others = list.expenses.value.filter((expense) => !isReplaced(expense));
    list.expenses.value = [...others, ...here].sort(compareNewest);
  }
  const summary = list.summary.value;
  if (summary) list.summary.value = adjustAll(summary, swaps, replaced);
}

/** Applies unconfirmed writes of this page to a list that was just read: a reading never reverts them. */
export function putPending(list: ExpenseList): void {
  for (const swaps of pending.values()) replace(list, swaps);
}

const unlessDeleted = (expense?: Expense) => (expense?.deletedAt ? undefined : expense);

const idsOf = ({ before, stored }: Swap) =>
  [before, stored].flatMap((expense) => (expense ? [expense.expenseId] : []));

/** @param rows The replaced rows as they show: the sums count these, even if the caller knows newer ones. */
function adjustAll(summary: Summary, swaps: readonly Swap[], rows: readonly Expense[]): Summary {
  return swaps.reduce((sums, swap) => {
    const ids = idsOf(swap);
    const row = rows.find(({ expenseId }) => ids.includes(expenseId));
    return adjustSummary(sums, row ?? unlessDeleted(swap.before), unlessDeleted(swap.stored));
  }, summary);
}
