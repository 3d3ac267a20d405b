import { signal } from "@preact/signals";
import type { Expense } from "../../domain/expenses/expense";
import { learn } from "./known";
import type { Draft, Entry } from "./model";
import { fullAmount } from "./sums";

/** Unsent expenses, in the order in which they were entered. */
export const outbox = signal<readonly Entry[]>([]);

/** 128 random bits. `crypto.randomUUID` is missing on a plain-HTTP website, which is no secure context. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The expense that an entry is going to be. */
export function expected({ key, draft, order, renamed }: Entry): Expense {
  const createdAt = new Date(order).toISOString();
  return {
    expenseId: key,
    ...draft,
    category: renamed ?? draft.category,
    amount: fullAmount(draft.amount, draft.currency),
    createdBy: "",
    createdAt,
    updatedAt: createdAt,
    version: 0,
  };
}

let lastOrder = 0;

/** Adds a new expense, which is shown immediately and sent in turn. */
export function post(draft: Draft): void {
  lastOrder = Math.max(Date.now(), lastOrder + 1);
  const entry: Entry = { key: newKey(), draft, order: lastOrder, state: "waiting" };
  outbox.value = [...outbox.value, entry];
  learn([draft], true);
}

/** Sends a refused entry again with what the user changed; a new key, because it is another request now. */
export function repost(key: string, draft: Draft): void {
  outbox.value = outbox.value.map((entry) =>
    entry.key === key ? { key: newKey(), draft, order: entry.order, state: "waiting" as const } : entry,
  );
}

/** Takes an entry back that is not to be sent. */
export function discard(key: string): void {
  outbox.value = outbox.value.filter((entry) => entry.key !== key);
}

/** Changes what is known of an entry. */
export function update(key: string, change: Partial<Entry>): void {
  outbox.value = outbox.value.map((entry) => (entry.key === key ? { ...entry, ...change } : entry));
}
