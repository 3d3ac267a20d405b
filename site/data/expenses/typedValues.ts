import type { Expense } from "../../../domain/expenses/expense";
import { DEFAULT_KIND } from "../../../domain/expenses/kinds";

/** The value of a field of an expense as a form has it. A field that the expense lacks is empty there. */
export function typedValue(expense: Expense, name: string): unknown {
  const values = new Map<string, unknown>(
    Object.entries({ kind: DEFAULT_KIND, tags: [], parts: [], ...expense }),
  );
  return values.get(name) ?? "";
}

/** Returns true if a form's value of a field is not that of an expense. */
export const differs = (expense: Expense, name: string, value: unknown) =>
  JSON.stringify(typedValue(expense, name)) !== JSON.stringify(value);
