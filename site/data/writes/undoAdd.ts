import "../../i18n/en/changes";
import type { Expense } from "../../../domain/expenses/expense";
import { t } from "../../i18n";
import { redoAction, undoAction } from "../../lib/network/undoAction";
import { navigate } from "../../lib/page/pageRoute";
import { showToast } from "../../lib/page/toasts";
import type { Entry } from "../expenses/model";
import { outbox } from "../outbox/outbox";
import { remove } from "./changeExpense";
import { discardEntry } from "./discardUnsent";
import { onStored } from "./settledEntry";
import { readStoredAs } from "./storedEntries";

/**
 * Follows a new expense on its way to the API.
 * @returns takes it back: it is given up if it was not sent, else deleted as soon as the API is known to have it.
 */
export function takingBack({ key, order }: Entry): () => Promise<void> {
  let stored: Expense | undefined;
  onStored(order, (expense) => {
    stored = expense;
  });
  return async () => {
    // By its order: an entry that is changed before it is sent gets another key.
    const entry = outbox.peek().find((one) => one.order === order);
    // One that moves to another ledger is deleted there, once it has arrived.
    if (entry?.moving) navigate("settings/unsent");
    else if (entry) giveUp(entry, redoAction);
    else {
      // Another page of the browser may have sent it.
      const expense = stored ?? (await readStoredAs(key));
      if (expense) void remove(expense, redoAction);
    }
  };
}

/** Gives up a new expense that is not known to be stored, and offers to undo it. @param offer As for {@link remove}. */
export function giveUp(entry: Entry, offer: typeof undoAction = undoAction): void {
  if (entry.unwanted) return;
  const { waits, again } = discardEntry(entry);
  const { description: name } = entry.draft;
  showToast(t(waits ? "changes.deletionWaits" : "changes.deleted", { name }), offer(again));
}
