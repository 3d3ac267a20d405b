import { isDismissalOf, type ShownKey } from "../../../domain/insights/quietKeys";
import type { UserSettings } from "../../../domain/ledgers/settings";
import {
  type CurrencyInsights,
  restoreFinding,
  type ShownFinding,
  shownKey,
} from "../../data/insights/ledgerInsights";
import { selectedHref } from "../../data/lists/rowsAddress";
import { t } from "../../i18n";
import { fullDay } from "../../lib/formatting/format";
import { ActionButton } from "../../parts/basics/actionButton";
import { FoldedCard } from "./foldedCard";
import { sentenceOf } from "./sentences";

interface DismissedFindingsProps {
  insights: CurrencyInsights;
  /** The user's settings, as far as they are known. */
  own: UserSettings | undefined;
  reload: () => Promise<void>;
}

/** Findings that the user has dismissed, with the way back. */
export function DismissedFindings({ insights, own, reload }: DismissedFindingsProps) {
  const { dismissed, currency } = insights;
  if (dismissed.length === 0) return null;
  const bringBack = async (finding: ShownFinding) => {
    await restoreFinding(shownKey(finding, insights));
    await reload();
  };
  return (
    <FoldedCard title={t("insights.dismissed")} count={dismissed.length}>
      {dismissed.map((finding) => {
        const sentence = sentenceOf(finding, currency);
        return (
          <li key={finding.key} class="finding">
            <p>
              {sentence} <span class="muted">{untilInWords(shownKey(finding, insights), own)}</span>
            </p>
            <div class="finding-actions">
              <a class="button quiet small" href={selectedHref(finding.rows)}>
                {t("insights.rows")}
              </a>
              <ActionButton
                class="quiet small"
                text={t("insights.restore")}
                label={t("insights.restoreOf", { finding: sentence })}
                run={() => bringBack(finding)}
              />
            </div>
          </li>
        );
      })}
    </FoldedCard>
  );
}

function untilInWords(shown: ShownKey, own: UserSettings | undefined): string {
  const until = own?.quietInsights?.find((one) => isDismissalOf(one, shown))?.until;
  if (own === undefined) return "";
  return until === undefined ? t("insights.forGood") : t("insights.hiddenUntil", { day: fullDay(until) });
}
