import type { Expense, ExpenseChanges } from "../../domain/expenses/expense";
import { user } from "../lib/session";
import { propertiesOf, readStored, store } from "../lib/storage";

// Edits that are on their way to the server: the page may be closed or loaded again before it answers.

const EDITS = "edits";

/** An edit of the version that the user saw. */
export interface Edit {
  before: Expense;
  changes: ExpenseChanges;
}

/** The edits of all users of this browser, by expense. */
const kept = () => propertiesOf(readStored(EDITS));

/** Keeps an edit until {@link dropEdit}. */
export function keepEdit({ before, changes }: Edit): void {
  store(EDITS, { ...kept(), [before.expenseId]: { userId: user.peek()?.id, before, changes } });
}

export function dropEdit(expenseId: string): void {
  store(EDITS, { ...kept(), [expenseId]: undefined });
}

/** The edits of the user that the page before this one did not see answered. */
export function unsentEdits(): Edit[] {
  return Object.values(kept()).flatMap((edit) => {
    const { userId, before, changes } = propertiesOf(edit);
    const isOwn = userId === user.peek()?.id && typeof propertiesOf(before).expenseId === "string";
    return isOwn ? [{ before: before as Expense, changes: propertiesOf(changes) as ExpenseChanges }] : [];
  });
}
