import { signal } from "@preact/signals";

/** Ids of the expenses that are selected. */
export const selected = signal<ReadonlySet<string>>(new Set());

/** Selects an expense, or takes it out of the selection. */
export function toggle(expenseId: string): void {
  const ids = new Set(selected.value);
  if (!ids.delete(expenseId)) ids.add(expenseId);
  selected.value = ids;
}

/** Selects exactly these. */
export function select(expenseIds: Iterable<string>): void {
  selected.value = new Set(expenseIds);
}
