import { signal } from "@preact/signals";
import type { Swap } from "../expenses/model";

/** The expenses as writes make them that the server has not confirmed, by the key of the write, in their order. */
export const pending = new Map<string, readonly Swap[]>();

/** Returns true if a write to the expense is not confirmed. */
export const isPending = (expenseId: string) =>
  [...pending.values()].flat().some(({ before, stored }) => (before ?? stored)?.expenseId === expenseId);

/** The expenses whose writes wait for a connection, by the key of the write. */
export const waiting = signal<ReadonlyMap<string, readonly string[]>>(new Map());

/** Returns true if a write to the expense waits for a connection. */
export const isWaiting = (expenseId: string) => [...waiting.value.values()].flat().includes(expenseId);

/** Ends the wait of a write, if it waits. */
export function stopWaiting(key: string): void {
  if (!waiting.peek().has(key)) return;
  waiting.value = new Map([...waiting.peek()].filter(([other]) => other !== key));
}

/** Forgets everything when the user or the ledger changes. */
export function forgetPending(): void {
  pending.clear();
  waiting.value = new Map();
}
