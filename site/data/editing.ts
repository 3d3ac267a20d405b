import { batch, signal } from "@preact/signals";
import type { ExpenseChanges } from "../../domain/expenses/expense";
import type { Problem } from "../lib/requestError";

/** The expense that is being edited in place, with what was typed when a save was refused. */
export interface Editing {
  expenseId: string;
  typed?: ExpenseChanges;
  problem?: Problem;
}

export const editing = signal<Editing | undefined>();

/** The expense whose form was just closed: its line takes the focus back. */
export const justEdited = signal<string | undefined>();

/** Closes the form. */
export function stopEditing(): void {
  batch(() => {
    justEdited.value = editing.value?.expenseId;
    editing.value = undefined;
  });
}
