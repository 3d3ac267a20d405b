import "../../i18n/en/insights";
import { cardFindings } from "../../data/insights/cardFindings";
import { readInsights } from "../../data/insights/ledgerInsights";
import { selectedHref } from "../../data/lists/rowsAddress";
import { t } from "../../i18n";
import { ledgerId } from "../../lib/ledger/openLedger";
import { hrefOf } from "../../lib/page/pageRoute";
import { useLoad } from "../../parts/loading/loadable";
import { SteadyPlace } from "../../parts/loading/steadyPlace";
import { sentenceOf } from "./sentences";

/** The findings, one line each. Nothing shows if there are none or if they cannot be read: the month does not depend on them. */
export function InsightsCard() {
  const { value } = useLoad(readInsights, ledgerId.value);
  const findings = cardFindings(value?.currencies ?? []);
  const card = findings.length > 0 && (
    <section class="insights-card" aria-label={t("insights.title")}>
      <h2>{t("insights.title")}</h2>
      <ul class="finding-lines">
        {findings.map(({ finding, currency }) => (
          <li key={`${currency}:${finding.key}`} class={finding.warns ? "warns" : ""}>
            <a href={selectedHref(finding.rows)}>{sentenceOf(finding, currency)}</a>
          </li>
        ))}
      </ul>
      <a class="button quiet small" href={hrefOf("reports/insights")}>
        {t("insights.all")}
      </a>
    </section>
  );
  return (
    <SteadyPlace name="findings" isKnown={value !== undefined}>
      {card}
    </SteadyPlace>
  );
}
