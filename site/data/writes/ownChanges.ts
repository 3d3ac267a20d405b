import type { Expense } from "../../../domain/expenses/expense";
import { namesAfter, recategorised } from "../../../domain/expenses/recategorise";
import { amountAfter } from "../expenses/editConflicts";
import { differs, typedValue } from "../expenses/typedValues";
import { type UnsentWrite, unsentWrites } from "./writeJournal";

// Several pages of a browser send writes of their one user. What one of them has stored, while its answer is on its way, moves the
// version of an expense on; to another page that looks as if somebody else had changed it.

/** An expense with the names that its categories have after all renamings that this browser is at. */
export function renamedByUser(expense: Expense): Expense {
  const renamings = unsentWrites().flatMap(({ write }) => (write.kind === "rename" ? namesAfter(write) : []));
  const nameOf = (category: string) => renamings.reduce((name, rename) => rename(name), category);
  return { ...expense, ...recategorised(expense, nameOf) };
}

/** Each change moves these. */
const MOVED: ReadonlySet<string> = new Set<keyof Expense>(["version", "updatedAt"]);

const isSameContent = (a: Expense, b: Expense) =>
  Object.keys({ ...a, ...b }).every((name) => MOVED.has(name) || !differs(a, name, typedValue(b, name)));

/**
 * Returns true if nobody but the user of this browser changed an expense since it was read.
 * @param before The expense as it was read.
 * @param stored The expense as it is stored now.
 * @param unsent The write that is to be sent: those before it may have arrived.
 */
export function isChangedByUserAlone(before: Expense, stored: Expense, { order }: UnsentWrite): boolean {
  const states = [renamedByUser(before)];
  for (const { write, order: place } of unsentWrites()) {
    if (place >= order || write.kind !== "change" || write.before.expenseId !== before.expenseId) continue;
    const { changes } = write;
    states.push(
      ...states.map((one) => renamedByUser({ ...one, ...changes, amount: amountAfter(one, changes) })),
    );
  }
  const now = renamedByUser(stored);
  return states.some((state) => isSameContent(state, now));
}
