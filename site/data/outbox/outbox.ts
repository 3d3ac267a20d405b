import { signal } from "@preact/signals";
import type { Expense } from "../../../domain/expenses/expense";
import { user } from "../../lib/auth/session";
import { fullAmount } from "../expenses/expenseSums";
import { learn } from "../expenses/learnedCategories";
import type { Draft, Entry } from "../expenses/model";

/** Unsent expenses, in the order in which they were entered. */
export const outbox = signal<readonly Entry[]>([]);

/** 128 random bits. `crypto.randomUUID` is missing on a plain-HTTP website, which is no secure context. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The expense that an entry is going to be. */
export function expected({ key, draft, order, recategorised }: Entry): Expense {
  const createdAt = new Date(order).toISOString();
  return {
    expenseId: key,
    ...draft,
    ...recategorised,
    amount: fullAmount(draft.amount, draft.currency),
    createdBy: user.peek()?.id ?? "",
    createdAt,
    updatedAt: createdAt,
    version: 0,
  };
}

let lastOrder = 0;

/** A time for something that is kept, later than all before: whatever the clock does, the order is certain. */
export function nextOrder(): number {
  lastOrder = Math.max(Date.now(), lastOrder + 1);
  return lastOrder;
}

/** Adds a new expense, which is shown immediately and sent in turn. */
export function post(draft: Draft): void {
  const entry: Entry = { key: newKey(), draft, order: nextOrder(), state: "waiting" };
  outbox.value = [...outbox.value, entry];
  learn([draft], true);
}
