import type { ChosenTerms } from "../../data/budgets/budgetDraft";
import { proposedAmount } from "../../data/budgets/ledgerBudgets";
import { readTrends } from "../../data/reports/spendingTrends";
import { t } from "../../i18n";
import { money } from "../../lib/formatting/format";
import { ledgerId } from "../../lib/ledger/openLedger";
import { useLoad } from "../../parts/loading/loadable";

interface ProposalProps {
  currency: string;
  chosen: ChosenTerms;
  onPropose: (amount: string) => void;
}

/** Offers the median of the last months as the amount; nothing if there is none. */
export function Proposal({ currency, chosen, onPropose }: ProposalProps) {
  const trends = useLoad(readTrends, ledgerId.value).value;
  const { scope, categories, tags, period } = chosen;
  const names = { ...(scope === "categories" && { categories }), ...(scope === "tags" && { tags }) };
  const own = trends?.currencies.find((one) => one.currency === currency);
  const amount = proposedAmount(own, names, period);
  if (amount === undefined) return null;
  return (
    <p>
      <button type="button" class="button quiet small" onClick={() => onPropose(amount)}>
        {t("budgets.propose", { amount: money(amount, currency) })}
      </button>
    </p>
  );
}
