import { batch } from "@preact/signals";
import type { Expense } from "../../../domain/expenses/expense";
import { ledgerId } from "../../lib/ledger/openLedger";
import { RequestError } from "../../lib/network/requestError";
import { redoAction } from "../../lib/network/undoAction";
import type { Entry } from "../expenses/model";
import { knownLists, refresh, swap } from "../lists/expenseLists";
import { outbox } from "../outbox/outbox";
import { discard, takeDropped, update } from "../outbox/outboxEdits";
import { unsentEntries } from "../storage/outboxBackup";
import { remove } from "./changeExpense";

/** Callers that wait until an entry is stored, by its order. */
const listeners = new Map<number, (stored: Expense) => void>();

/** Calls `listener` with the expense that an entry becomes, also if others wait for that. */
export function onStored(order: number, listener: (stored: Expense) => void): void {
  const earlier = listeners.get(order);
  listeners.set(order, (stored) => {
    earlier?.(stored);
    listener(stored);
  });
}

/**
 * Shows the expense that an entry became in its place, or deletes it if its user has given it up. One that moves to another ledger
 * stays an entry until it has arrived there.
 */
export function settleEntry(entry: Entry, stored: Expense): void {
  batch(() => {
    const { unwanted, moving } = latestEntry(entry);
    if (moving) update(entry.key, { state: "refused", unwanted, moving });
    else discard(entry.key);
    swap(undefined, stored);
    // Its deletion is kept before the entry is dropped, whatever ends the page.
    if (unwanted && !stored.deletedAt) void remove(stored, redoAction);
  });
  takeDropped(entry.key);
  if (entry.tried) countAnew(stored);
  listeners.get(entry.order)?.(stored);
  listeners.delete(entry.order);
}

/** Returns true if an earlier attempt stored an expense that was erased since. */
export const isErased = (error: unknown) =>
  error instanceof RequestError && error.code === "expense.notFound";

/** Drops an entry that was stored and erased since: its user is done with it. */
export function dropErased({ key, order, draft }: Entry): void {
  discard(key);
  takeDropped(key);
  listeners.delete(order);
  countAnew(draft);
}

/** An entry with what was done to it since it was sent: on this page, or on another of the browser, of which it need not have heard. */
export function latestEntry(entry: Entry): Entry {
  const isSame = ({ key }: Entry) => key === entry.key;
  const own = outbox.peek().find(isSame);
  const theirs = unsentEntries(ledgerId.peek() ?? "").find(isSame);
  const recategorised = theirs?.recategorised ?? own?.recategorised;
  return {
    ...(own ?? entry),
    unwanted: own?.unwanted ?? theirs?.unwanted,
    moving: own?.moving ?? theirs?.moving,
    ...(recategorised && { recategorised }),
  };
}

/** Reloads sums that may have counted an expense before this page heard of it: {@link swap} counts it again. */
function countAnew({ date }: Pick<Expense, "date">): void {
  for (const list of knownLists()) {
    const { month, previousMonth } = list.summary.value ?? {};
    if ([month, previousMonth].includes(date.slice(0, 7))) void refresh(list);
  }
}
