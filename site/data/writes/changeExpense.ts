import "../../i18n/en/changes";
import "../../i18n/en/device";
import type { Expense } from "../../../domain/expenses/expense";
import { t } from "../../i18n";
import { call } from "../../lib/ledger/api";
import { isPassing } from "../../lib/network/passing";
import { failureOf, problemOf } from "../../lib/network/requestError";
import { redoAction, undoAction } from "../../lib/network/undoAction";
import { showToast, type ToastAction, toastOfAct } from "../../lib/page/toasts";
import { keepTyped } from "../../lib/storage/typedForms";
import { amountAfter } from "../expenses/editConflicts";
import { fullAmount } from "../expenses/expenseSums";
import type { Changes, Draft } from "../expenses/model";
import { differs, typedValue } from "../expenses/typedValues";
import { editForm, editing } from "../forms/openForms";
import { swap, writing } from "../lists/expenseLists";
import { EditConflict, perform } from "./expenseWrites";
import { keepOpened } from "./openedExpense";
import { tellRestored, waysTo, whereabouts } from "./savedNotice";
import {
  begin,
  dropIdleChanges,
  type ExpenseWrite,
  end,
  isHeld,
  isStored,
  type UnsentWrite,
} from "./writeJournal";

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
 * Saves an edit. It shows immediately, and the user is told where the expense went; if the API refuses it, the form
 * reopens with the input and the reason. Offline it waits for a connection, even if the page is closed meanwhile.
 * @param offer Makes the offer to undo it; of a change that itself undoes, `redoAction`.
 */
export async function change(
  before: Expense,
  changes: Changes,
  resumed?: UnsentWrite,
  offer: typeof undoAction = undoAction,
): Promise<void> {
  const { expenseId } = before;
  const show = toastOfAct();
  if (!resumed) dropIdleChanges(expenseId, isReplacedBy(changes));
  const write = { kind: "change", before, changes } as const;
  const unsent = begin(write, resumed);
  try {
    const after = await perform(write, unsent);
    end(unsent);
    if (isReopened(expenseId)) {
      keepTyped(editForm(expenseId), undefined);
      editing.value = undefined;
    }
    const [, back] = inverse(write);
    if (!resumed && !after.deletedAt) tellChanged(after, back, show, offer);
  } catch (error) {
    if (isPassing(error)) {
      end(unsent, false);
      if (!resumed)
        tellWaiting(
          unsent,
          before,
          offer(() => change(...inverse(write), undefined, redoAction)),
          show,
        );
      return;
    }
    // The next page asks again about an edit that the user has yet to reconcile with somebody else's, once this one is closed.
    const conflict = error instanceof EditConflict ? { before, stored: error.stored } : undefined;
    end(unsent, !conflict, conflict !== undefined);
    if (failureOf(error) === "gone") return showToast(problemOf(error).message);
    editing.value = {
      ...{ expenseId, before, typed: changes, problem: problemOf(error) },
      ...(conflict && { conflict, write: unsent.key }),
    };
    if (!conflict) keepOpened(before, changes);
    tellOffScreen(conflict?.stored ?? before, error);
  }
}

/** Tells which changes need no decision any more: the one that the open form shows, and those of which no field remains. */
function isReplacedBy(changes: Changes): (earlier: Changes, key: string) => boolean {
  const shown = editing.peek()?.write;
  return (earlier, key) => key === shown || Object.keys(earlier).every((field) => field in changes);
}

/** Returns true if the form of an expense is open because it could not be saved. */
function isReopened(expenseId: string): boolean {
  const { expenseId: edited, problem } = editing.peek() ?? {};
  return edited === expenseId && problem !== undefined;
}

/** @param back The change that takes it back: without a connection the undo waits for one, like any edit. */
function tellChanged(after: Expense, back: Changes, show: typeof showToast, offer: typeof undoAction): void {
  const { text, actions } = whereabouts(after);
  const undo = () =>
    takeBack(after, after.version).catch((error: unknown) => {
      if (!isPassing(error)) throw error;
      return change(after, back, undefined, redoAction);
    });
  show(text, ...actions, offer(undo));
}

/** A write that the browser does not store is acknowledged as one that ends with the page; one that another page gave up, not at all. */
function tellWaiting(
  unsent: UnsentWrite,
  { description: name }: Expense,
  undo: ToastAction,
  show: typeof showToast,
): void {
  if (isHeld(unsent)) show(t(isStored(unsent) ? "changes.waiting" : "device.notKept", { name }), undo);
}

/** The expense after a change, and the change that takes it back. */
function inverse({ before, changes }: ExpenseWrite & { kind: "change" }): [Expense, Changes] {
  const after = { ...before, ...changes, amount: amountAfter(before, changes) };
  const values = Object.keys(changes).map((name) => [name, typedValue(before, name)]);
  return [after, Object.fromEntries(values)];
}

/** The form that opens again, with the reason, may be in a list that is not on screen. */
function tellOffScreen(expense: Expense, refusal: unknown): void {
  const actions = waysTo([expense]);
  if (actions.length > 0) showToast(problemOf(refusal).message, ...actions);
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
  show(t("changes.undone", { name: expense.description }), ...waysTo([after]));
}

/**
 * Deletes or restores an expense.
 * @param resumed The write if it waited, or an earlier page left it.
 * @returns the write if it waits for a connection.
 * @throws RequestError if it did not succeed.
 */
export async function performTold(
  write: ExpenseWrite,
  resumed?: UnsentWrite,
): Promise<UnsentWrite | undefined> {
  const unsent = begin(write, resumed);
  try {
    await perform(write, unsent);
  } catch (error) {
    if (isPassing(error)) {
      end(unsent, false);
      return unsent;
    }
    end(unsent);
    if (failureOf(error) === "gone" && write.kind === "delete") return undefined; // Already deleted.
    throw error;
  }
  end(unsent);
  return undefined;
}

/** Deletes an expense and offers to undo it. @param offer Makes that offer; of a deletion that itself undoes, `redoAction`. */
export async function remove(before: Expense, offer: typeof undoAction = undoAction): Promise<void> {
  const show = toastOfAct();
  const undo = offer(() => restore(before, redoAction));
  const deletion = performTold({ kind: "delete", before });
  show(t("changes.deleted", { name: before.description }), undo);
  const waits = await deletion.catch(tell);
  if (waits) tellWaiting(waits, before, undo, show);
}

/**
 * Restores an expense from the trash, and says where it is.
 * @param offer As for {@link remove}.
 * @returns false if it did not succeed: the user is told why.
 */
export async function restore(before: Expense, offer: typeof undoAction = undoAction): Promise<boolean> {
  const show = toastOfAct();
  // As it is then: a deletion that waits for a connection spares what somebody else changed since.
  const { deletedAt: _, ...restored } = before;
  const undo = offer(() => remove(restored, redoAction));
  try {
    const waits = await performTold({ kind: "restore", before });
    if (waits) tellWaiting(waits, before, undo, show);
    else tellRestored(restored, undo, show);
    return true;
  } catch (error) {
    tell(error);
    return false;
  }
}
