import type { Budget } from "../../../domain/budgets/budgetSchemas";
import { barOf, type RunningPeriod, standingOf } from "../../data/budgets/ledgerBudgets";
import { t } from "../../i18n";

/** The spent share of a budget, with a mark where the period is today. */
export function BudgetBar({ budget, current }: { budget: Pick<Budget, "name">; current: RunningPeriod }) {
  const { spent, today, percent } = barOf(current);
  const label = t("budgets.bar", { name: budget.name, percent });
  return (
    <span class={`budget-bar ${standingOf(current)}`} role="img" aria-label={label}>
      <span class="budget-fill" style={{ inlineSize: `${Math.min(1, spent) * 100}%` }} />
      <span class="budget-today" style={{ insetInlineStart: `${today * 100}%` }} />
    </span>
  );
}
