import { makeRule, type ShownSeries } from "../../data/insights/ledgerInsights";
import { t } from "../../i18n";
import { money } from "../../lib/formatting/format";
import { mayEditAll } from "../../lib/ledger/openLedger";
import { showToast } from "../../lib/page/toasts";
import { ActionButton } from "../../parts/basics/actionButton";

interface MakeRuleProps {
  series: ShownSeries;
  currency: string;
  reload: () => Promise<void>;
}

/** Makes a recurring expense of charges that were found. Nothing if there is a rule for them, or for those who may make none. */
export function MakeRule({ series, currency, reload }: MakeRuleProps) {
  const { name, amount, planned } = series;
  if (planned || !mayEditAll()) return null;
  const add = async () => {
    await makeRule(series, currency);
    showToast(t("insights.ruleMade", { name }));
    await reload();
  };
  return (
    <ActionButton
      class="quiet small"
      text={t("insights.makeRule")}
      label={t("insights.makeRuleOf", { name: `${name}, ${money(amount, currency)}` })}
      run={add}
    />
  );
}
