import { batch, effect, signal } from "@preact/signals";
import type { Expense } from "../../../domain/expenses/expense";
import { isMonth } from "../../../domain/values/day";
import { thisMonth } from "../../lib/formatting/clock";
import type { ShownProblem } from "../../lib/network/requestError";
import { route } from "../../lib/page/pageRoute";
import { typedForms } from "../../lib/storage/typedForms";
import type { Changes } from "../expenses/model";

/** True while the sheet that adds an expense is open: on a screen that has no room for the form beside the list. */
export const adding = signal(false);

/** The expense that is being edited in place, with the input when a save was refused. */
export interface Editing {
  expenseId: string;
  typed?: Changes;
  /** The expense as the user saw it when that input was typed. */
  before?: Expense;
  problem?: ShownProblem;
  /** If somebody else changed the same fields: the expense as the user saw it, and its current state. */
  conflict?: { before: Expense; stored: Expense };
  /** The key of the change that needs that decision. Other changes of the expense may need one each. */
  write?: string;
}

export const editing = signal<Editing | undefined>();

/** The expense whose form was just closed: its line takes the focus back. */
export const justEdited = signal<string | undefined>();

/** The expense whose line had the focus last. */
export const lastFocused = signal<string | undefined>();

/** Closes the form. */
export function stopEditing(): void {
  batch(() => {
    justEdited.value = editing.value?.expenseId;
    editing.value = undefined;
  });
}

/** Month shown if the address names none: the current one, frozen while a form is open. */
export const openMonth = signal("");

/** The month that a path leads to; undefined for a place of another kind. */
export function monthAt(path: string): string | undefined {
  const month = path === "" ? openMonth.peek() : path;
  return isMonth(month) ? month : undefined;
}

/** Keeps {@link openMonth} up to date. */
export function followMonth(): void {
  effect(() => {
    if (!editing.value || route.value.path !== "") openMonth.value = thisMonth.value;
  });
}

const FORM = "edit:";

/** Identifies the form of an expense among the kept ones. */
export const editForm = (expenseId: string) => FORM + expenseId;

/** Reopens the form that had input before the page was reloaded. */
export function resumeEditing(): void {
  const form = typedForms().find((name) => name.startsWith(FORM));
  if (form) editing.value = { expenseId: form.slice(FORM.length) };
}
