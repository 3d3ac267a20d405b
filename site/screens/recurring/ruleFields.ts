import { useState } from "preact/hooks";
import type { Expense } from "../../../domain/expenses/expense";
import { optionalValuesOf } from "../../../domain/expenses/optionalFields";
import type { Typed } from "../../data/forms/formInput";
import { editableAmount } from "../../lib/formatting/typedNumbers";
import { problemOf, type ShownProblem } from "../../lib/network/requestError";
import { keepTyped } from "../../lib/storage/typedForms";

/** The fields of an expense or of a recurring one, as a form has them. */
export function fieldsOf(expense: Omit<Expense, "expenseId" | "date">): Omit<Typed, "date"> {
  const { description, amount, currency, category, kind, tags, parts } = expense;
  const others = { kind, tags, parts, ...optionalValuesOf(expense) };
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  return { description, amount: editableAmount(amount, currency), currency, category, ...given };
}

/**
 * Does the work of a form and closes it, or shows why that did not succeed. The caller starts nothing while it is busy.
 * @param name The name under which the form's input is kept, until then.
 */
export function useAttempt(name: string, onDone: () => Promise<void>) {
  const [problem, setProblem] = useState<ShownProblem>();
  const [busy, setBusy] = useState(false);
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
      keepTyped(name, undefined);
      await onDone();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  return { problem, busy, attempt };
}
