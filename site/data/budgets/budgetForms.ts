import type { Budget } from "../../../domain/budgets/budgetSchemas";
import { typedForms } from "../../lib/storage/typedForms";

const FORM = "budget:";

/** Identifies the form of a budget among the kept ones; that of a new one if it has no ID. */
export const budgetForm = (budgetId = "") => FORM + budgetId;

/**
 * The ID of the budget whose form has input, and shows again with its screen; empty for a new one.
 * @param budgets Those that there are.
 */
export function typedBudget(budgets: readonly Budget[]): string | undefined {
  const ids = ["", ...budgets.map(({ id }) => id)];
  return ids.find((id) => typedForms().includes(budgetForm(id)));
}
