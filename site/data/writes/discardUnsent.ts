import type { Entry } from "../expenses/model";
import { swapAll } from "../lists/expenseLists";
import { outbox } from "../outbox/outbox";
import { discard } from "../outbox/outboxEdits";
import { pending, stopWaiting } from "../outbox/pendingWrites";
import { resumeBulk } from "./bulkChange";
import { reversed } from "./bulkWork";
import { change, performTold } from "./changeExpense";
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

/** Ends a write, and shows the expenses as they were before it. */
function showFormer(unsent: UnsentWrite): void {
  const made = pending.get(unsent.key) ?? [];
  pending.delete(unsent.key);
  stopWaiting(unsent.key);
  end(unsent);
  swapAll(made.map(reversed));
}

/** Gives up a new expense that was not sent. @returns adds it again, under its key: the server may have it. */
export function discardEntry(entry: Entry): () => void {
  discard(entry.key);
  return () => {
    outbox.value = [...outbox.value, entry];
  };
}
