import type { OwnChoices } from "../../data/budgets/budgetDraft";
import { budgetForm } from "../../data/budgets/budgetForms";
import type { ShownFinding } from "../../data/insights/ledgerInsights";
import { t } from "../../i18n";
import { categoryName } from "../../lib/categories/categoryLook";
import { editableAmount } from "../../lib/formatting/typedNumbers";
import { mayEditAll } from "../../lib/ledger/openLedger";
import { hrefOf } from "../../lib/page/pageRoute";
import { keepTyped, typedForms } from "../../lib/storage/typedForms";
import { CHOICES } from "../../parts/fields/useChoices";

interface BudgetLinkProps {
  finding: ShownFinding;
  currency: string;
}

/** Leads from a finding to the form of its budget: of the one that it is about, or of a new one for its category. */
export function BudgetLink({ finding, currency }: BudgetLinkProps) {
  const isOfBudget = finding.kind === "budget";
  if (!mayEditAll() || (!isOfBudget && finding.kind !== "category")) return null;
  return (
    <a class="button quiet small" href={hrefOf("budgets")} onClick={() => fillIn(finding, currency)}>
      {t(isOfBudget ? "insights.changeBudget" : "insights.setBudget")}
    </a>
  );
}

/** Fills in the form as if the user had, so that the screen of budgets opens it. What the user did type into it stays. */
function fillIn({ budget, category = "", amount, usual = amount }: ShownFinding, currency: string): void {
  const form = budgetForm(budget);
  if (typedForms().includes(form)) return;
  const choices: OwnChoices = { scope: "categories", categories: [category], period: "month" };
  const proposed = { name: categoryName(category), amount: editableAmount(usual, currency), currency };
  keepTyped(form, budget === undefined ? { ...proposed, [CHOICES]: choices } : {});
}
