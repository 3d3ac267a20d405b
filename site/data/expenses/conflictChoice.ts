import type { Expense } from "../../../domain/expenses/expense";
import { conflictsOf, groupOf } from "./editConflicts";
import type { Changes } from "./model";

/**
 * Returns what is left to change of somebody else's version of an expense once the user has chosen. The amount, the
 * currency and the parts are chosen as one, so all three of the user's are sent: one alone would join the other two
 * of somebody else to a sum that nobody has seen.
 * @param theirs Those of {@link conflictsOf} that keep somebody else's value.
 */
export function chosenChanges(
  before: Expense,
  changes: Changes,
  stored: Expense,
  theirs: readonly string[],
): Changes {
  const dropped = new Set(theirs.flatMap(groupOf));
  const kept = Object.fromEntries(Object.entries(changes).filter(([field]) => !dropped.has(field)));
  if (dropped.has("amount") || !conflictsOf(before, changes, stored).includes("amount")) return kept;
  const { amount, currency, parts = [] } = { ...before, ...changes };
  return { ...kept, amount, currency, parts };
}
