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

/** Reads the findings that a month shows. */
export function useFindings() {
  const { value, problem } = useLoad(readInsights, ledgerId.value);
  return { value, problem, findings: cardFindings(value?.currencies ?? []) };
}

/** The findings above the expenses. Nothing shows if there are none or if they cannot be read: the month does not depend on them. */
export function InsightsCard() {
  const { value, findings } = useFindings();
  return (
    <SteadyPlace name="findings" isKnown={value !== undefined}>
      {findings.length > 0 && <FindingLinks findings={findings} />}
    </SteadyPlace>
  );
}

/** Findings, each with a link to its expenses. */
export function FindingLinks({ findings }: Pick<ReturnType<typeof useFindings>, "findings">) {
  return (
    <section class="insights-card" aria-label={t("insights.title")}>
      <h2>{t("insights.title")}</h2>
      <ul class="finding-lines">
        {findings.map(({ finding, currency }) => (
          <li key={`${currency}:${finding.key}`} class={finding.warns ? "warns" : ""}>
            <a class="tile" href={selectedHref(finding.rows)}>
              <span>{sentenceOf(finding, currency)}</span>
            </a>
          </li>
        ))}
      </ul>
      <a class="button quiet small" href={hrefOf("reports/insights")}>
        {t("insights.all")}
      </a>
    </section>
  );
}
