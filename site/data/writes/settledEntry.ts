import { batch } from "@preact/signals";
import type { Expense } from "../../../domain/expenses/expense";
import { ledgerId } from "../../lib/ledger/openLedger";
import { redoAction } from "../../lib/network/undoAction";
import type { Entry } from "../expenses/model";
import { knownLists, refresh, swap } from "../lists/expenseLists";
import { outbox } from "../outbox/outbox";
import { discard } from "../outbox/outboxEdits";
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

/** Shows the expense that an entry became in its place, or deletes it if its user has given it up. */
export function settleEntry(entry: Entry, stored: Expense): void {
  batch(() => {
    const isGivenUp = isUnwanted(entry);
    discard(entry.key);
    swap(undefined, stored);
    // Its deletion is kept before the entry is dropped, whatever ends the page.
    if (isGivenUp && !stored.deletedAt) void remove(stored, redoAction);
  });
  if (entry.tried) countAnew(stored);
  listeners.get(entry.order)?.(stored);
  listeners.delete(entry.order);
}

/** Drops an entry that was stored and erased since: its user is done with it. */
export function dropErased({ key, order, draft }: Entry): void {
  discard(key);
  listeners.delete(order);
  countAnew(draft);
}

/** Returns true if the user has given an entry up since it was entered, on this page or on another of the browser. */
export function isUnwanted({ key }: Entry): boolean {
  const all = [...outbox.peek(), ...unsentEntries(ledgerId.peek() ?? "")];
  return all.some((one) => one.key === key && one.unwanted);
}

/** Reloads sums that may have counted an expense before this page heard of it: {@link swap} counts it again. */
function countAnew({ date }: Pick<Expense, "date">): void {
  for (const list of knownLists()) {
    const { month, previousMonth } = list.summary.value ?? {};
    if ([month, previousMonth].includes(date.slice(0, 7))) void refresh(list);
  }
}
