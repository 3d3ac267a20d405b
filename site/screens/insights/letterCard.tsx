import { letterOf } from "../../../domain/insights/letter";
import type { LetterFacts } from "../../../domain/insights/letterFacts";
import type { UserSettings } from "../../../domain/ledgers/settings";
import { letterRequestOf } from "../../../domain/letters/letterRequest";
import { wholeMonth } from "../../../domain/values/wholeMonth";
import { letPhrase, mailLetterOf } from "../../data/insights/ledgerInsights";
import { spentHref } from "../../data/lists/rowsAddress";
import { locale, t } from "../../i18n";
import { isLanguage, type Language } from "../../i18n/languages";
import { config } from "../../lib/config/deployedConfig";
import { monthName } from "../../lib/formatting/format";
import { ledgerId } from "../../lib/ledger/openLedger";
import { hrefOf } from "../../lib/page/pageRoute";
import { ActionButton } from "../../parts/basics/actionButton";

interface LetterCardProps {
  facts: LetterFacts;
  /** The user's settings, as far as they are known. */
  own: UserSettings | undefined;
  reload: () => Promise<void>;
}

/** The last month in a few sentences, and the choice to have them emailed each month. */
export function LetterCard({ facts, own, reload }: LetterCardProps) {
  const label = t("insights.letter", { month: monthName(facts.month) });
  const text = letterOf(facts, ownLanguage(), locale());
  const isMailed = own?.monthlyLetter?.ledgerId === ledgerId.value;
  const model = config().insightsModel;
  const change = async () => {
    await mailLetterOf(isMailed ? undefined : ledgerId.value);
    await reload();
  };
  return (
    <section class="card insight" aria-label={label}>
      <h2>{label}</h2>
      <p data-letter>{text}</p>
      <div class="finding-actions">
        <a class="button quiet small" href={spentHref(wholeMonth(facts.month), facts.currency)}>
          {t("insights.rows")}
        </a>
      </div>
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
          {isMailed && model !== undefined && (
            <Consent model={model} facts={facts} own={own} reload={reload} />
          )}
        </>
      )}
    </section>
  );
}

function ownLanguage(): Language {
  const [language = ""] = locale().split("-");
  return isLanguage(language) ? language : "en";
}

interface ConsentProps extends LetterCardProps {
  /** ID of the model. */
  model: string;
}

/** Asks before anything is sent to a model, and shows all that is. */
function Consent({ model, facts, own, reload }: ConsentProps) {
  // Agreed to another model, or in the release before to whichever there is, the user is asked again.
  const isAllowed = own?.phrasedLetters === true && own.phrasedBy === model;
  const change = async () => {
    await letPhrase(isAllowed ? undefined : model);
    await reload();
  };
  return (
    <details>
      <summary>{t(isAllowed ? "insights.phrased" : "insights.phrase", { model })}</summary>
      <p class="muted">{t("insights.phraseText")}</p>
      <pre class="sent" dir="auto">
        {JSON.stringify(letterRequestOf(facts, ownLanguage()), null, 2)}
      </pre>
      <ActionButton
        class="quiet small"
        text={t(isAllowed ? "insights.phraseStop" : "insights.phraseStart")}
        run={change}
      />
    </details>
  );
}
