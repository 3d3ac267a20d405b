import { signal } from "@preact/signals";
import type { Problem } from "../../domain/api";
import type { Expense, ExpenseChanges } from "../../domain/expense";
import { t } from "../i18n";
import * as api from "../lib/api";
import { problemOf, RequestError } from "../lib/errors";
import { showToast } from "../lib/toasts";
import { swap, writing } from "./lists";
import { fullAmount } from "./sums";

/** The expense that is being edited in place, with what was typed when a save was refused. */
export interface Editing {
  expenseId: string;
  typed?: ExpenseChanges;
  problem?: Problem;
}

export const editing = signal<Editing | undefined>();

/** Saves an edit: it shows at once; if the answer is no, the form comes back with what was typed and the reason. */
export async function change(before: Expense, changes: ExpenseChanges): Promise<void> {
  const currency = changes.currency ?? before.currency;
  const amount = fullAmount(String(changes.amount ?? before.amount), currency);
  const after: Expense = { ...before, ...changes, amount };
  swap(before, after);
  try {
    swap(after, await writing(() => api.updateExpense(before, changes)));
  } catch (error) {
    swap(after, await latest(before, error));
    editing.value = { expenseId: before.expenseId, typed: changes, problem: editProblem(error) };
  }
}

function editProblem(error: unknown): Problem {
  const overtaken = error instanceof RequestError && error.status === 412;
  return overtaken ? { message: t().expense.changedElsewhere } : problemOf(error);
}

/** What the server holds when the edit met another version, else what was there before. */
async function latest(before: Expense, error: unknown): Promise<Expense> {
  if (!(error instanceof RequestError && error.status === 412)) return before;
  return api.readExpense(before.expenseId).catch(() => before);
}

/** Deletes an expense and offers to undo it. */
export async function remove(expense: Expense): Promise<void> {
  swap(expense, undefined);
  const deletion = writing(() => api.deleteExpense(expense.expenseId));
  const undo = { label: t().expense.undo, run: () => deletion.then(() => restore(expense), ignore) };
  showToast(t().expense.deleted(expense.description), undo);
  try {
    await deletion;
  } catch (error) {
    if (error instanceof RequestError && error.status === 404) return; // It is gone already.
    swap(undefined, expense);
    showToast(problemOf(error).message);
  }
}

/** A deletion that failed has put the expense back itself. */
const ignore = () => undefined;

/** Takes an expense out of the trash. @returns whether it worked. */
export async function restore(expense: Expense): Promise<boolean> {
  const { deletedAt: _, ...back } = expense;
  swap(undefined, back);
  try {
    swap(back, await writing(() => api.restoreExpense(expense.expenseId)));
    return true;
  } catch (error) {
    swap(back, undefined);
    showToast(problemOf(error).message);
    return false;
  }
}
