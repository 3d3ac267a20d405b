import { batch } from "@preact/signals";
import type { Expense, ExpenseChanges } from "../../domain/expenses/expense";
import { t } from "../i18n";
import { call } from "../lib/api";
import { type Problem, problemOf, RequestError } from "../lib/requestError";
import { showToast } from "../lib/toasts";
import { editing } from "./editing";
import { swap, writing } from "./lists";
import { fullAmount } from "./sums";

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

/** Saves an edit. It shows at once; if the API refuses it, the form reopens with the input and the reason. */
export async function change(before: Expense, changes: ExpenseChanges): Promise<void> {
  try {
    await patch(before, changes);
  } catch (error) {
    editing.value = { expenseId: before.expenseId, typed: changes, problem: editProblem(error) };
  }
}

async function patch(before: Expense, changes: ExpenseChanges): Promise<void> {
  const currency = changes.currency ?? before.currency;
  const amount = fullAmount(String(changes.amount ?? before.amount), currency);
  const after: Expense = { ...before, ...changes, amount };
  swap(before, after);
  try {
    swap(after, await update(before, changes));
  } catch (error) {
    swap(after, await latest(before, error));
    throw error;
  }
}

function editProblem(error: unknown): Problem {
  const overtaken = error instanceof RequestError && error.status === 412;
  return overtaken ? { message: t("expense.changedElsewhere") } : problemOf(error);
}

/** The version on the server if it rejected the edit as outdated, else the version before the edit. */
async function latest(before: Expense, error: unknown): Promise<Expense> {
  if (!(error instanceof RequestError && error.status === 412)) return before;
  return call("GET /expenses/{id}", { path: { id: before.expenseId } }).catch(() => before);
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
  showToast(problem?.message ?? t("expense.changedMany", { count: done.length }));
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
      ? t("expense.deleted", { name: only.description })
      : t("expense.deletedMany", { count: expenses.length });
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
    if (error instanceof RequestError && error.status === 404) return; // Already deleted.
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
