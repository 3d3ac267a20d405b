import "../i18n/en/changes";
import { batch } from "@preact/signals";
import type { Expense, ExpenseChanges } from "../../domain/expenses/expense";
import { t } from "../i18n";
import { call } from "../lib/api";
import { failureOf, type Problem, problemOf } from "../lib/requestError";
import { showToast } from "../lib/toasts";
import { editing } from "./editing";
import { swap, writing } from "./lists";
import { fullAmount } from "./sums";
import { dropEdit, keepEdit } from "./unsentEdits";

const turns = new Map<string, Promise<unknown>>();

/** Runs writes to the same expense in order: an undo must not overtake the deletion before it. */
function inTurn<T>(expenseId: string, write: () => Promise<T>): Promise<T> {
  const turn = (turns.get(expenseId) ?? Promise.resolve()).then(write, write);
  turns.set(expenseId, turn);
  const leave = () => turns.get(expenseId) === turn && turns.delete(expenseId);
  turn.then(leave, leave);
  return writing(() => turn);
}

/** Versions returned by writes of this page: an edit may follow a write whose response is still pending. */
const versions = new Map<string, number>();

/** Remembers the version that a write returned. */
function written(expense: Expense): Expense {
  versions.set(expense.expenseId, expense.version);
  return expense;
}

const update = (before: Expense, changes: ExpenseChanges) =>
  inTurn(before.expenseId, async () => {
    const version = Math.max(before.version, versions.get(before.expenseId) ?? 0);
    return written(
      await call("PATCH /expenses/{id}", {
        path: { id: before.expenseId },
        headers: { "If-Match": `"${version}"` },
        body: changes,
      }),
    );
  });

/**
 * Saves an edit. It shows at once; if the API refuses it, the form reopens with the input and the reason. Should the page be
 * closed meanwhile, the next one saves it again.
 */
export async function change(before: Expense, changes: ExpenseChanges): Promise<void> {
  const { expenseId } = before;
  keepEdit({ before, changes });
  try {
    await patch(before, changes);
    dropEdit(expenseId);
    if (isReopened(expenseId)) editing.value = undefined;
  } catch (error) {
    const failure = failureOf(error);
    // Loading the page again breaks the connection, too: what did not arrive is saved by the next page.
    if (failure === "gone" || failure === "conflict" || failure === "refused") dropEdit(expenseId);
    if (failure === "gone") return showToast(problemOf(error).message);
    editing.value = { expenseId, typed: changes, problem: editProblem(error) };
  }
}

/** Returns true if the form of an expense is open because it could not be saved. */
function isReopened(expenseId: string): boolean {
  const { expenseId: edited, problem } = editing.peek() ?? {};
  return edited === expenseId && problem !== undefined;
}

async function patch(before: Expense, changes: ExpenseChanges): Promise<void> {
  const currency = changes.currency ?? before.currency;
  const amount = fullAmount(String(changes.amount ?? before.amount), currency);
  const after: Expense = { ...before, ...changes, amount };
  swap(before, after);
  try {
    swap(after, await update(before, changes));
  } catch (error) {
    const stored = await latest(before, error);
    swap(after, stored);
    if (failureOf(error) === "conflict" && stored && isDone(stored, changes)) return;
    throw error;
  }
}

/** Returns true if the expense is what an edit wanted to make of it: the answer to an earlier attempt was lost. */
function isDone(stored: Expense, { amount, ...others }: ExpenseChanges): boolean {
  const wanted = {
    ...others,
    ...(amount !== undefined && { amount: fullAmount(String(amount), stored.currency) }),
  };
  const values = new Map<string, unknown>(Object.entries(stored));
  return Object.entries(wanted).every(([name, value]) => value === undefined || values.get(name) === value);
}

function editProblem(error: unknown): Problem {
  return failureOf(error) === "conflict" ? { message: t("changes.changedElsewhere") } : problemOf(error);
}

/** The expense on the server if it rejected the edit as outdated, none if it is gone, else the one before the edit. */
async function latest(before: Expense, error: unknown): Promise<Expense | undefined> {
  const failure = failureOf(error);
  if (failure === "gone") return undefined;
  if (failure !== "conflict") return before;
  return call("GET /expenses/{id}", { path: { id: before.expenseId } }).catch((problem: unknown) =>
    failureOf(problem) === "gone" ? undefined : before,
  );
}

/** Requests of one action that run at the same time. */
const AT_ONCE = 4;

/** Runs a write for each expense. @returns the expenses that succeeded, and the first problem of the others. */
async function each(
  expenses: readonly Expense[],
  write: (expense: Expense) => Promise<unknown>,
): Promise<{ done: Expense[]; problem?: Problem }> {
  const done: Expense[] = [];
  let problem: Problem | undefined;
  const queue = [...expenses];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const expense = next;
      await write(expense).then(
        () => done.push(expense),
        (error: unknown) => {
          problem ??= problemOf(error);
        },
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { done, ...(problem && { problem }) };
}

/** Changes the category of several expenses. @returns those that succeeded, and the first problem of the others. */
export function moveTo(expenses: readonly Expense[], category: string) {
  const others = expenses.filter((expense) => expense.category !== category);
  return each(others, (expense) => patch(expense, { category }));
}

/** Changes the category of several expenses and reports the result. */
export async function recategorise(expenses: readonly Expense[], category: string): Promise<void> {
  const { done, problem } = await moveTo(expenses, category);
  showToast(problem?.message ?? t("changes.changedMany", { count: done.length }));
}

/** Deletes expenses and offers to undo it. */
export async function remove(expenses: readonly Expense[]): Promise<void> {
  batch(() => {
    for (const expense of expenses) swap(expense, undefined);
  });
  const deletion = each(expenses, deleteOne);
  const [only, ...more] = expenses;
  const text =
    only && more.length === 0
      ? t("changes.deleted", { name: only.description })
      : t("changes.deletedMany", { count: expenses.length });
  showToast(text, {
    label: t("app.undo"),
    run: () => void deletion.then(({ done }) => restore(done)),
  });
  const { problem } = await deletion;
  if (problem) showToast(problem.message);
}

async function deleteOne(expense: Expense): Promise<void> {
  try {
    await inTurn(expense.expenseId, () => call("DELETE /expenses/{id}", { path: { id: expense.expenseId } }));
  } catch (error) {
    if (failureOf(error) === "gone") return; // Already deleted.
    swap(undefined, expense);
    throw error;
  }
}

/** Restores expenses from the trash. @returns those that succeeded. */
export async function restore(expenses: readonly Expense[]): Promise<readonly Expense[]> {
  const { done, problem } = await each(expenses, restoreOne);
  if (problem) showToast(problem.message);
  return done;
}

async function restoreOne(expense: Expense): Promise<void> {
  const { deletedAt: _, ...back } = expense;
  swap(undefined, back);
  try {
    swap(
      back,
      await inTurn(expense.expenseId, async () =>
        written(await call("POST /expenses/{id}/restore", { path: { id: expense.expenseId } })),
      ),
    );
  } catch (error) {
    swap(back, undefined);
    throw error;
  }
}
