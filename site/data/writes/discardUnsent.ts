import "../../i18n/en/unsent";
import type { Expense } from "../../../domain/expenses/expense";
import { t } from "../../i18n";
import { isGone } from "../../lib/ledger/goneLedger";
import { redoAction, undoAction } from "../../lib/network/undoAction";
import { showToast } from "../../lib/page/toasts";
import type { Entry } from "../expenses/model";
import { swapAll } from "../lists/expenseLists";
import { outbox } from "../outbox/outbox";
import { discard, mayBeStored, update } from "../outbox/outboxEdits";
import { pending, stopWaiting } from "../outbox/pendingWrites";
import { bulkInWords, doneSoFar, resumeBulk } from "./bulkChange";
import { reversed } from "./bulkWork";
import { change, performTold, restore } from "./changeExpense";
import { onStored } from "./settledEntry";
import { type Bulk, begin, type ExpenseWrite, end, idleWrites, type UnsentWrite } from "./writeJournal";

/** A write to an expense that waits. */
export type WaitingWrite = UnsentWrite & { write: ExpenseWrite };

/** The writes to expenses that wait, those to one expense together: the later ones are based on the earlier. */
export function waitingWrites(): WaitingWrite[][] {
  const writes = idleWrites().filter((unsent): unsent is WaitingWrite => "before" in unsent.write);
  return [...Map.groupBy(writes, ({ write }) => write.before.expenseId).values()];
}

/** A bulk change that waits. */
export type WaitingBulk = UnsentWrite & { write: Bulk };

/** The bulk changes that wait. */
export const waitingBulks = (): WaitingBulk[] =>
  idleWrites().filter((unsent): unsent is WaitingBulk => unsent.write.kind === "bulk");

/** Gives up what is left of a bulk change, and shows its expenses as they were. @returns does it again. */
export function discardBulk(unsent: WaitingBulk): () => void {
  showFormer(unsent);
  return () => void resumeBulk(unsent.write, begin(unsent.write, unsent));
}

/** Gives up what is left of a bulk change, and says so: what is done already stays, and is undone by itself. */
export function discardBulkTold(unsent: WaitingBulk): void {
  const change = bulkInWords(unsent.write);
  const done = doneSoFar(unsent.write, unsent);
  const again = discardBulk(unsent);
  if (done) {
    const { text, undo } = done;
    const rest = orArrived(t("unsent.discardedRest", { done: text, change }));
    showToast(rest, { label: t("unsent.takeUp"), run: again }, undo);
  } else showToast(orArrived(t("unsent.discardedBulk", { change })), undoAction(again));
}

/**
 * Adds that a discarded write may be stored all the same: it may have arrived though its answer did not. The ledger that a user cannot
 * enter any more never shows them.
 */
const orArrived = (discarded: string) => (isGone.peek() ? discarded : t("unsent.orArrived", { discarded }));

/**
 * Gives up an unsent change of an expense and shows its former state.
 * @returns does it again.
 */
export function discardWrites(writes: readonly WaitingWrite[]): () => void {
  for (const unsent of writes.toReversed()) {
    showFormer(unsent);
  }
  return () => {
    for (const { write } of writes) {
      if (write.kind === "change") void change(write.before, write.changes);
      else void performTold(write);
    }
  };
}

/** Gives up an unsent change of an expense, and says so. */
export function discardWritesTold(writes: readonly WaitingWrite[]): void {
  const name = writes[0]?.write.before.description ?? "";
  const again = discardWrites(writes);
  showToast(orArrived(t("unsent.discarded", { name })), undoAction(again));
}

/** Ends a write, and shows the expenses as they were before it. */
function showFormer(unsent: UnsentWrite): void {
  const made = pending.get(unsent.key) ?? [];
  pending.delete(unsent.key);
  stopWaiting(unsent.key);
  end(unsent);
  swapAll(made.map(reversed));
}

/**
 * Gives up a new expense that was not sent. One that the ledger may have is kept to be deleted there, unless the user cannot
 * enter the ledger any more, or gives up even that.
 * @returns tells whether its deletion waits, and adds it again: under its key, because the server may have it.
 */
export function discardEntry(entry: Entry): { waits: boolean; again: () => unknown } {
  const { key, order } = entry;
  const waits = mayBeStored(entry) && !entry.unwanted && !isGone.peek();
  if (!waits) {
    discard(key);
    return { waits, again: () => (outbox.value = [...outbox.value, entry]) };
  }
  let stored: Expense | undefined;
  onStored(order, (expense) => {
    stored = expense;
  });
  update(key, { unwanted: true });
  return {
    waits,
    again: () => (stored ? restore(stored, redoAction) : update(key, { unwanted: undefined })),
  };
}
