import { outbox } from "./outbox";
import { dropEdit, unsentEdits } from "./unsentEdits";

/** The number of expenses, new or edited, that the API does not know yet. */
export const countUnsent = () => outbox.value.length + unsentEdits().length;

/** Throws away what was not sent. */
export function forgetUnsent(): void {
  for (const { before } of unsentEdits()) dropEdit(before.expenseId);
  outbox.value = [];
}
