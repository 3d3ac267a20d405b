import "../i18n/en/changes";
import { batch } from "@preact/signals";
import type { Expense, ExpenseChanges } from "../../domain/expenses/expense";
import { say, t } from "../i18n";
import { failureOf, type Problem, problemOf } from "../lib/requestError";
import { showToast } from "../lib/toasts";
import { editing } from "./editing";
import type { Draft } from "./model";
import { fullAmount } from "./sums";
import { begin, dropIdleChanges, type ExpenseWrite, end, isPassing, type UnsentWrite } from "./unsentWrites";
import { differs, perform } from "./writes";

/**
 * The fields of an expense that a form changes. No more is sent, so that nothing is erased that the form does not have. The amount goes
 * with its currency.
 */
export function changesOf(before: Expense, { amount, currency, ...others }: Draft): ExpenseChanges {
  const changed = Object.entries(others).filter(([name, value]) => differs(before, name, value));
  const isPaid = currency === before.currency && fullAmount(amount, currency) === before.amount;
  return { ...Object.fromEntries(changed), ...(!isPaid && { amount, currency }) };
}

/**
 * Saves an edit. It shows at once; if the API refuses it, the form reopens with the input and the reason. Should the page be
 * closed meanwhile, the next one saves it again.
 * @param resumed The edit if an earlier page left it.
 */
export async function change(before: Expense, changes: ExpenseChanges, resumed?: UnsentWrite): Promise<void> {
  const { expenseId } = before;
  if (!resumed) dropIdleChanges(expenseId);
  const write = { kind: "change", before, changes } as const;
  const unsent = begin(write, resumed);
  try {
    await perform(write, unsent);
    end(unsent);
    if (isReopened(expenseId)) editing.value = undefined;
  } catch (error) {
    // Loading the page again breaks the connection, too: what did not arrive is saved by the next page.
    end(unsent, !isPassing(error));
    if (failureOf(error) === "gone") return showToast(problemOf(error).message);
    editing.value = { expenseId, typed: changes, problem: editProblem(error) };
  }
}

/** Returns true if the form of an expense is open because it could not be saved. */
function isReopened(expenseId: string): boolean {
  const { expenseId: edited, problem } = editing.peek() ?? {};
  return edited === expenseId && problem !== undefined;
}

function editProblem(error: unknown): Problem {
  return failureOf(error) === "conflict" ? { message: say("changes.changedElsewhere") } : problemOf(error);
}

/** Time for which a write is kept after the user was told that it did not arrive. */
const TOLD_MS = 1000;

/**
 * Performs a write whose failure the user is told, and gives it up then. One that an earlier page left waits for a better moment
 * instead: nobody looks at it.
 */
export async function performTold(write: ExpenseWrite, resumed?: UnsentWrite): Promise<void> {
  const unsent = begin(write, resumed);
  try {
    await perform(write, unsent);
    end(unsent);
  } catch (error) {
    const failure = failureOf(error);
    if (failure === "gone" && write.kind === "delete") return end(unsent); // Already deleted.
    // Loading the page again breaks the connection, too. Only a page that stays open has told the user.
    if (failure === "network" && !resumed) setTimeout(() => end(unsent), TOLD_MS);
    else end(unsent, resumed ? !isPassing(error) : failure !== "expired");
    throw error;
  }
}

/** Performs writes. @returns the expenses that succeeded, and the first error of the others. */
async function all(
  expenses: readonly Expense[],
  write: (expense: Expense) => Promise<unknown>,
): Promise<{ done: Expense[]; failed: boolean; error?: unknown }> {
  // Every write shows at once and has its turn from then on, even if its request has to wait.
  const results = await batch(() => Promise.allSettled(expenses.map(write)));
  const done = expenses.filter((_, index) => results[index]?.status === "fulfilled");
  const rejected = results.find((result) => result.status === "rejected");
  return { done, failed: rejected !== undefined, error: rejected?.reason };
}

/** Changes the category of several expenses. @returns those that succeeded, and the first error of the others. */
export function moveTo(
  expenses: readonly Expense[],
  category: string,
  move: (write: ExpenseWrite) => Promise<void>,
) {
  const others = expenses.filter((expense) => expense.category !== category);
  return all(others, (before) => move({ kind: "change", before, changes: { category } }));
}

/** Changes the category of several expenses and reports the result. */
export async function recategorise(expenses: readonly Expense[], category: string): Promise<void> {
  const { done, failed, error } = await moveTo(expenses, category, performTold);
  showToast(failed ? problemOf(error).message : t("changes.changedMany", { count: done.length }));
}

/** Deletes expenses and offers to undo it. */
export async function remove(expenses: readonly Expense[]): Promise<void> {
  const deletion = all(expenses, (before) => performTold({ kind: "delete", before }));
  const [only, ...more] = expenses;
  const text =
    only && more.length === 0
      ? t("changes.deleted", { name: only.description })
      : t("changes.deletedMany", { count: expenses.length });
  showToast(text, {
    label: t("app.undo"),
    run: () => void restore(expenses),
  });
  const { failed, error } = await deletion;
  if (failed) showToast(problemOf(error).message);
}

/** Restores expenses from the trash. @returns those that succeeded. */
export async function restore(expenses: readonly Expense[]): Promise<readonly Expense[]> {
  const { done, failed, error } = await all(expenses, (before) => performTold({ kind: "restore", before }));
  if (failed) showToast(problemOf(error).message);
  return done;
}
