import { signal } from "@preact/signals";
import type { Expense } from "../../../domain/expenses/expense";
import { user } from "../../lib/auth/session";
import { fullAmount } from "../expenses/expenseSums";
import type { Entry } from "../expenses/model";

/** Unsent expenses, in the order in which they were entered. */
export const outbox = signal<readonly Entry[]>([]);

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
