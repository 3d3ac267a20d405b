import { change, performTold } from "./changes";
import { swap } from "./lists";
import type { Entry } from "./model";
import { outbox } from "./outbox";
import { discard } from "./outboxChanges";
import { pending, stopWaiting } from "./pendingWrites";
import { type ExpenseWrite, end, idleWrites, type UnsentWrite } from "./unsentWrites";

/** A write to an expense that waits. */
export type WaitingWrite = UnsentWrite & { write: ExpenseWrite };

/** The writes to expenses that wait, those to one expense together: the later ones are based on the earlier. */
export function waitingWrites(): WaitingWrite[][] {
  const writes = idleWrites().filter((unsent): unsent is WaitingWrite => "before" in unsent.write);
  return [...Map.groupBy(writes, ({ write }) => write.before.expenseId).values()];
}

/** Gives up what was done to an expense and not sent: it shows as it was. @returns does it again. */
export function discardWrites(writes: readonly WaitingWrite[]): () => void {
  for (const unsent of writes.toReversed()) {
    const made = pending.get(unsent.key);
    pending.delete(unsent.key);
    stopWaiting(unsent.key);
    end(unsent);
    if (made) swap(made.stored, made.before);
  }
  return () => {
    for (const { write } of writes) {
      if (write.kind === "change") void change(write.before, write.changes);
      else void performTold(write);
    }
  };
}

/** Gives up a new expense that was not sent. @returns adds it again, under its key: the server may have it. */
export function discardEntry(entry: Entry): () => void {
  discard(entry.key);
  return () => {
    outbox.value = [...outbox.value, entry];
  };
}
