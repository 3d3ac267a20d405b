import {
  type CurrencyInsights,
  dismissFinding,
  markOneOff,
  type ShownFinding,
  shownKey,
  unmarkOneOff,
  unusualOneOff,
} from "../../data/insights/ledgerInsights";
import { selectedHref } from "../../data/lists/rowsAddress";
import { t } from "../../i18n";
import { fullDay } from "../../lib/formatting/format";
import { isOwner } from "../../lib/ledger/openLedger";
import { undoAction } from "../../lib/network/undoAction";
import { showToast } from "../../lib/page/toasts";
import { ActionButton } from "../../parts/basics/actionButton";
import { BudgetLink } from "./budgetLink";
import { MakeRule } from "./makeRuleButton";
import { sentenceOf } from "./sentences";

interface FindingsProps {
  insights: CurrencyInsights;
  today: string;
  reload: () => Promise<void>;
}

/** The findings, each with its rows and its actions. */
export function Findings({ insights, today, reload }: FindingsProps) {
  const { findings, currency } = insights;
  return (
    <section class="card insight findings" aria-label={t("insights.findings")}>
      <h2>{t("insights.findings")}</h2>
      {findings.length === 0 && <p class="muted">{t("insights.nothing")}</p>}
      <ul class="rows">
        {findings.map((finding) => (
          <li key={finding.key} class={`finding ${finding.warns ? "warns" : ""}`}>
            <p>{sentenceOf(finding, currency)}</p>
            <FindingActions finding={finding} insights={insights} today={today} reload={reload} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function FindingActions({ finding, insights, today, reload }: FindingsProps & { finding: ShownFinding }) {
  const quieten = async (forGood: boolean) => {
    await dismissFinding(shownKey(finding, insights), today, forGood);
    await reload();
  };
  const leaveOut = async () => {
    const oneOff = unusualOneOff(finding, insights);
    const dropped = await markOneOff(oneOff);
    const undo = undoAction(async () => {
      await unmarkOneOff(oneOff);
      for (const one of dropped) await markOneOff(one);
      await reload();
    });
    const [oldest] = dropped;
    const day = oldest && fullDay(oldest.day);
    showToast(day ? t("insights.oneOffInPlace", { day }) : t("insights.oneOffMarked"), undo);
    await reload();
  };
  const rule = finding.kind === "recurring" && seriesOf(finding, insights);
  return (
    <div class="finding-actions">
      <RowLinks finding={finding} />
      {rule && <MakeRule series={rule} currency={insights.currency} reload={reload} />}
      <BudgetLink finding={finding} currency={insights.currency} />
      {finding.kind === "unusual" && isOwner() && (
        <ActionButton class="quiet small" text={t("insights.oneOff")} run={leaveOut} />
      )}
      <ActionButton class="quiet small" text={t("insights.dismiss")} run={() => quieten(false)} />
      <ActionButton class="quiet small" text={t("insights.dismissForGood")} run={() => quieten(true)} />
    </div>
  );
}

/** The series that a finding is about: that of the same expenses. */
function seriesOf({ rows }: ShownFinding, { series }: CurrencyInsights) {
  const own = selectedHref(rows);
  return series.find((one) => selectedHref(one.rows) === own);
}

/** Links to the expenses that a finding is about, and to those that it compares them with. */
function RowLinks({ finding: { kind, rows, usualRows } }: { finding: ShownFinding }) {
  return (
    <>
      <a class="button quiet small" href={selectedHref(rows)}>
        {t("insights.rows")}
      </a>
      {usualRows && (
        <a class="button quiet small" href={selectedHref(usualRows)}>
          {t(kind === "year" ? "insights.usualRows" : "insights.usualMonths")}
        </a>
      )}
    </>
  );
}
