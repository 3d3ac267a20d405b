import { type CurrencyInsights, dismiss, rowsBehind, type ShownFinding } from "../../data/insights";
import { t } from "../../i18n";
import { mayEditAll } from "../../lib/ledger";
import { hrefOf } from "../../lib/route";
import { ActionButton } from "../../parts/actionButton";
import { sentenceOf } from "./sentences";

interface FindingsProps {
  insights: CurrencyInsights;
  today: string;
  reload: () => Promise<void>;
}

/** What is worth a word, each with its rows and with what can be done about it. */
export function Findings({ insights: { findings, currency }, today, reload }: FindingsProps) {
  return (
    <section class="card insight findings" aria-label={t("insights.findings")}>
      <h2>{t("insights.findings")}</h2>
      {findings.length === 0 && <p class="muted">{t("insights.nothing")}</p>}
      <ul class="rows">
        {findings.map((finding) => (
          <li key={finding.key} class={`finding ${finding.warns ? "warns" : ""}`}>
            <p>{sentenceOf(finding, currency)}</p>
            <FindingActions finding={finding} today={today} reload={reload} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function FindingActions({
  finding,
  today,
  reload,
}: {
  finding: ShownFinding;
  today: string;
  reload: FindingsProps["reload"];
}) {
  const quieten = async (forGood: boolean) => {
    await dismiss(finding, today, forGood);
    await reload();
  };
  return (
    <div class="finding-actions">
      <a class="button quiet small" href={rowsBehind(finding)}>
        {t("insights.rows")}
      </a>
      {finding.kind === "category" && mayEditAll() && (
        <a class="button quiet small" href={hrefOf("budgets")}>
          {t("insights.setBudget")}
        </a>
      )}
      <ActionButton class="quiet small" text={t("insights.dismiss")} run={() => quieten(false)} />
      <ActionButton class="quiet small" text={t("insights.dismissForGood")} run={() => quieten(true)} />
    </div>
  );
}
