import { batch, effect, type Signal, signal } from "@preact/signals";
import type { Expense } from "../../domain/expenses/expense";
import type { Summary } from "../../domain/expenses/summary";
import { MAX_PAGE_SIZE } from "../../domain/values/limits";
import { call } from "../lib/api";
import { type Problem, problemOf } from "../lib/requestError";
import { forgetKnown, learn } from "./known";
import { belongs, type ListQuery } from "./listQuery";
import { adjustSummary } from "./sums";

const FIRST_PAGE = 100;

/** The expenses read so far, newest first, and the sums of the month. */
export interface ExpenseList {
  readonly query: ListQuery;
  readonly expenses: Signal<readonly Expense[]>;
  readonly summary: Signal<Summary | undefined>;
  /** `ready` also while what is shown is being refreshed. */
  readonly phase: Signal<"loading" | "ready" | "failed">;
  readonly problem: Signal<Problem | undefined>;
  /** Start of the next page; undefined if all is loaded. */
  readonly cursor: Signal<string | undefined>;
  readonly loadingMore: Signal<boolean>;
}

const lists = new Map<string, ExpenseList>();

/** Newest first, as the API sorts. */
export function compareNewest(a: Expense, b: Expense): number {
  return (
    descending(a.date, b.date) || descending(a.createdAt, b.createdAt) || descending(a.expenseId, b.expenseId)
  );
}

const descending = (a: string, b: string) => (a < b ? 1 : a > b ? -1 : 0);

/** Returns the list of a query. Loading starts with the first call. */
export function listOf(query: ListQuery): ExpenseList {
  const key = JSON.stringify([query.month, query.category, query.q]);
  const known = lists.get(key);
  if (known) return known;
  const list: ExpenseList = {
    query,
    expenses: signal([]),
    summary: signal(undefined),
    phase: signal("loading"),
    problem: signal(undefined),
    cursor: signal(undefined),
    loadingMore: signal(false),
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

/** Clears everything when the user changes. */
export function forgetLists(): void {
  lists.clear();
  forgetKnown();
}

/** Reloads every list. */
export function refreshAll(): void {
  for (const list of lists.values()) void refresh(list);
}

// A read that overlaps a write shows neither the state before it nor the state after it.
let writes = 0;
let running = 0;

/** True while no write is in progress. */
export const idle = signal(true);

/** Runs a write and marks overlapping reads. */
export async function writing<T>(write: () => Promise<T>): Promise<T> {
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

/** A user who types faster than the network responds would see nothing for long: then a first response must do. */
const MOST_TRIES = 10;
/** Grows with each retry, up to a second. */
const PAUSE_MS = 100;

/** Reads the first page and the sums, and retries until no write overlapped. */
export async function refresh(list: ExpenseList): Promise<void> {
  try {
    for (let tries = 1; ; tries++) {
      await whenIdle();
      const stamp = writes;
      const answer = await readFirst(list.query);
      const isTrue = stamp === writes && idle.value;
      // The list on screen is more accurate: it includes what was written in the meantime.
      if (isTrue || (tries >= MOST_TRIES && list.phase.value === "loading")) take(list, answer);
      if (isTrue) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * Math.min(tries, MOST_TRIES)));
    }
  } catch (error) {
    batch(() => {
      list.problem.value = problemOf(error);
      if (list.phase.value === "loading") list.phase.value = "failed";
    });
  }
}

const readFirst = (query: ListQuery) =>
  Promise.all([
    call("GET /expenses", { query: { ...query, limit: FIRST_PAGE } }),
    query.month === undefined ? undefined : call("GET /summary", { query: { month: query.month } }),
  ]);

function take(list: ExpenseList, [page, summary]: Awaited<ReturnType<typeof readFirst>>): void {
  batch(() => {
    takeFirstPage(list, page.expenses, page.cursor);
    list.summary.value = summary;
    list.phase.value = "ready";
    list.problem.value = undefined;
  });
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

/** Keeps older pages, so that a refresh does not move what the user looks at. */
function takeFirstPage(list: ExpenseList, page: readonly Expense[], cursor: string | undefined): void {
  const last = page.at(-1);
  const older = cursor && last ? list.expenses.value.filter((known) => compareNewest(last, known) < 0) : [];
  learn(page);
  list.expenses.value = [...page, ...older];
  if (older.length === 0) list.cursor.value = cursor;
}

/** Reads the next page, if there is one. */
export async function loadMore(list: ExpenseList): Promise<void> {
  const cursor = list.cursor.value;
  if (!cursor || list.loadingMore.value) return;
  list.loadingMore.value = true;
  try {
    const page = await call("GET /expenses", { query: { ...list.query, limit: MAX_PAGE_SIZE, cursor } });
    batch(() => {
      learn(page.expenses);
      const known = new Set(list.expenses.value.map(({ expenseId }) => expenseId));
      const fresh = page.expenses.filter(({ expenseId }) => !known.has(expenseId));
      list.expenses.value = [...list.expenses.value, ...fresh]; // A page is older than all pages before it.
      list.cursor.value = page.cursor;
      list.problem.value = undefined;
    });
  } catch (error) {
    list.problem.value = problemOf(error);
  } finally {
    list.loadingMore.value = false;
  }
}

/** Replaces one expense by another in every list and sum; either may be absent. All optimistic writes end here. */
export function swap(before: Expense | undefined, after: Expense | undefined): void {
  const ids = new Set([before?.expenseId, after?.expenseId]);
  batch(() => {
    for (const list of lists.values()) {
      const others = list.expenses.value.filter(({ expenseId }) => !ids.has(expenseId));
      // A retry may answer with an expense that was read, and counted, already.
      const replaced = before ?? list.expenses.value.find(({ expenseId }) => ids.has(expenseId));
      const here = after && belongs(after, list.query);
      if (here) list.expenses.value = [...others, after].sort(compareNewest);
      else if (others.length < list.expenses.value.length) list.expenses.value = others;
      if (list.summary.value) list.summary.value = adjustSummary(list.summary.value, replaced, after);
    }
  });
}
