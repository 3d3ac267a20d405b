import type { Expense } from "../../../domain/expenses/expense";
import { editableAmount } from "../../lib/formatting/typedNumbers";
import { keepTyped, typedInto } from "../../lib/storage/typedForms";
import type { Changes } from "../expenses/model";
import { type Editing, editForm, editing } from "../forms/openForms";
import { isExpense } from "../storage/storedShapes";

/** The name under which the kept input of a form has its expense. No field has it. */
const BEFORE = "before";

const opened = new WeakMap<Editing, Expense>();

/**
 * The expense as it was when its form opened, or when the kept input was typed. Its row follows other devices: an edit
 * that was compared with it would overwrite what the user has not seen.
 * @param expense The expense as its row has it.
 */
export function asOpened(expense: Expense): Expense {
  const open = editing.peek();
  if (!open) return expense;
  const { [BEFORE]: kept } = typedInto(editForm(expense.expenseId));
  const before = open.before ?? opened.get(open) ?? (isExpense(kept) ? kept : expense);
  opened.set(open, before);
  return before;
}

/**
 * Keeps the expense with the input of its form, for the page that continues it.
 * @param changes The input with which the form opened again, because it was refused.
 */
export function keepOpened(before: Expense, changes: Changes = {}): void {
  const form = editForm(before.expenseId);
  const { currency = before.currency } = changes;
  keepTyped(form, { ...textsOf(changes, currency), ...typedInto(form), [BEFORE]: before });
}

/** Changes as the fields of a form have them. */
function textsOf(changes: Changes, currency: string): Record<string, string> {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, textOf(name, value, currency)]));
}

function textOf(name: string, value: unknown, currency: string): string {
  if (name === "amount") return editableAmount(String(value), currency);
  return typeof value === "object" && name !== "tags" ? JSON.stringify(value) : String(value);
}
