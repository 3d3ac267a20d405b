import "../i18n/en/changes";
import type { Expense } from "../../domain/expenses/expense";
import { t } from "../i18n";
import { call } from "../lib/api";
import { failureOf, problemOf } from "../lib/requestError";
import { showToast, toastOfAct } from "../lib/toasts";
import { undoAction } from "../lib/undoAction";
import { editing } from "./editing";
import { swap, writing } from "./lists";
import type { Changes, Draft } from "./model";
import { fullAmount } from "./sums";
import { begin, dropIdleChanges, type ExpenseWrite, end, isPassing, type UnsentWrite } from "./unsentWrites";
import { whereabouts } from "./whereabouts";
import { differs, EditConflict, perform } from "./writes";

/**
 * The fields of an expense that a form changes. No more is sent, so that nothing is erased that the form does not have. The amount goes
 * with its currency.
 */
export function changesOf(before: Expense, { amount, currency, ...others }: Draft): Changes {
  const changed = Object.entries(others).filter(([name, value]) => differs(before, name, value));
  const isPaid = currency === before.currency && fullAmount(amount, currency) === before.amount;
  return { ...Object.fromEntries(changed), ...(!isPaid && { amount, currency }) };
}

/**
 * Saves an edit. It shows at once, and the user is told where the expense went; if the API refuses it, the form reopens with the input
 * and the reason. Should the page be closed meanwhile, the next one saves it again.
 * @param resumed The edit if an earlier page left it.
 */
export async function change(before: Expense, changes: Changes, resumed?: UnsentWrite): Promise<void> {
  const { expenseId } = before;
  const show = toastOfAct();
  if (!resumed) dropIdleChanges(expenseId);
  const write = { kind: "change", before, changes } as const;
  const unsent = begin(write, resumed);
  try {
    const after = await perform(write, unsent);
    end(unsent);
    if (isReopened(expenseId)) editing.value = undefined;
    if (!resumed && !after.deletedAt) tellChanged(after, show);
  } catch (error) {
    // Loading the page again breaks the connection, too: what did not arrive is saved by the next page.
    // So is an edit that the user has yet to settle with somebody else's.
    const conflict = error instanceof EditConflict ? { before, stored: error.stored } : undefined;
    end(unsent, !isPassing(error) && !conflict);
    if (failureOf(error) === "gone") return showToast(problemOf(error).message);
    editing.value = { expenseId, typed: changes, problem: problemOf(error), ...(conflict && { conflict }) };
    if (conflict) tellConflict(conflict.stored, error);
  }
}

/** Returns true if the form of an expense is open because it could not be saved. */
function isReopened(expenseId: string): boolean {
  const { expenseId: edited, problem } = editing.peek() ?? {};
  return edited === expenseId && problem !== undefined;
}

function tellChanged(after: Expense, show: typeof showToast): void {
  const { text, actions } = whereabouts(after);
  const undo = () => takeBack(after, after.version).catch(tell);
  show(text, ...actions, undoAction(undo));
}

/** The form with the two values may stand in a list that is not on screen. */
function tellConflict(stored: Expense, conflict: unknown): void {
  const { actions } = whereabouts(stored);
  if (actions.length > 0) showToast(problemOf(conflict).message, ...actions);
}

const tell = (error: unknown) => showToast(problemOf(error).message);

/**
 * Undoes a change of an expense.
 * @param version The version that the change made.
 * @throws RequestError if it cannot be undone: what it changed was changed since.
 */
export async function takeBack(expense: Expense, version: number): Promise<void> {
  const path = { id: expense.expenseId };
  const show = toastOfAct();
  const after = await writing(() => call("POST /expenses/{id}/undo", { path, body: { version } }));
  swap(expense, after);
  const { actions } = after.deletedAt ? { actions: [] } : whereabouts(after);
  show(t("changes.undone", { name: expense.description }), ...actions);
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

/** Deletes an expense and offers to undo it. */
export async function remove(before: Expense): Promise<void> {
  const deletion = performTold({ kind: "delete", before });
  showToast(
    t("changes.deleted", { name: before.description }),
    undoAction(() => restore(before)),
  );
  await deletion.catch(tell);
}

/** Restores an expense from the trash. @returns false if it did not succeed: the user is told why. */
export async function restore(before: Expense): Promise<boolean> {
  try {
    await performTold({ kind: "restore", before });
    return true;
  } catch (error) {
    tell(error);
    return false;
  }
}
