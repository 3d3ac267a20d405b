import { letterOf } from "../../../domain/insights/letter";
import type { LetterFacts } from "../../../domain/insights/letterFacts";
import type { UserSettings } from "../../../domain/ledgers/settings";
import { mailLetterOf } from "../../data/insights";
import { locale, t } from "../../i18n";
import { isLanguage } from "../../i18n/languages";
import { monthName } from "../../lib/format";
import { ledgerId } from "../../lib/ledger";
import { hrefOf } from "../../lib/route";
import { ActionButton } from "../../parts/actionButton";

interface LetterCardProps {
  facts: LetterFacts;
  /** The user's settings, as far as they are known. */
  own: UserSettings | undefined;
  reload: () => Promise<void>;
}

/** The last month in a few sentences, and the choice to have them mailed each month. */
export function LetterCard({ facts, own, reload }: LetterCardProps) {
  const label = t("insights.letter", { month: monthName(facts.month) });
  const [language = ""] = locale().split("-");
  const text = letterOf(facts, isLanguage(language) ? language : "en", locale());
  const isMailed = own?.monthlyLetter?.ledgerId === ledgerId.value;
  const change = async () => {
    await mailLetterOf(isMailed ? undefined : ledgerId.value);
    await reload();
  };
  return (
    <section class="card insight" aria-label={label}>
      <h2>{label}</h2>
      <p>{text}</p>
      {own && (
        <>
          <p class="muted">
            {t(isMailed ? "insights.letterMailed" : "insights.letterNotMailed")}{" "}
            <a href={hrefOf("settings")}>{t("insights.letterMails")}</a>
          </p>
          <div class="finding-actions">
            <ActionButton
              class="quiet small"
              text={t(isMailed ? "insights.letterStop" : "insights.letterStart")}
              run={change}
            />
          </div>
        </>
      )}
    </section>
  );
}
