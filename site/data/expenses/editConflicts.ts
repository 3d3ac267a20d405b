import type { Expense } from "../../../domain/expenses/expense";
import { propertiesOf } from "../../lib/storage/webStorage";
import { fullAmount } from "./expenseSums";
import type { Changes } from "./model";

/** Fields that say something together only: each of them counts as changed if one is. */
const TOGETHER: readonly (readonly string[])[] = [["amount", "currency", "parts"]];

/** The fields that one of them says something with, and it. */
export const groupOf = (field: string) => TOGETHER.find((group) => group.includes(field)) ?? [field];

/** A form has an empty list where an expense has none. */
const isSame = (a: unknown, b: unknown) => JSON.stringify(a ?? []) === JSON.stringify(b ?? []);

/**
 * Returns the fields that both this page and somebody else changed since the expense was read, to different values;
 * each by the first of its related fields.
 * @param stored The current expense.
 */
export function conflictsOf(before: Expense, changes: Changes, stored: Expense): string[] {
  const groups = new Set(Object.keys(changes).map(groupOf));
  const mine = { ...before, ...changes, amount: amountAfter(before, changes) };
  const differ = (group: readonly string[], a: object, b: object) =>
    group.some((field) => !isSame(propertiesOf(a)[field], propertiesOf(b)[field]));
  const inConflict = [...groups].filter(
    (group) => differ(group, before, stored) && differ(group, mine, stored),
  );
  return inConflict.map(([field = ""]) => field);
}

/** The amount of an expense after an edit, with all decimals. */
export const amountAfter = (before: Expense, { amount, currency = before.currency }: Changes) =>
  amount === undefined ? before.amount : fullAmount(String(amount), currency);
