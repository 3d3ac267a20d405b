import "../../i18n/en/insights";
import { useState } from "preact/hooks";
import type { InsightsAnswer } from "../../../domain/insights/insightSchemas";
import { readInsights, readOwnSettings } from "../../data/insights/ledgerInsights";
import { t } from "../../i18n";
import { user } from "../../lib/auth/session";
import { ledgerId } from "../../lib/ledger/openLedger";
import { SelectField } from "../../parts/fields/selectField";
import { Loaded, useLoad } from "../../parts/loading/loadable";
import { BudgetForecasts } from "./budgetForecasts";
import { CategoryTrends } from "./categoryTrends";
import { DismissedFindings } from "./dismissedFindings";
import { Findings } from "./findingList";
import { ForecastCard } from "./forecastCard";
import { LetterCard } from "./letterCard";
import { OneOffList } from "./oneOffList";
import { SeriesList } from "./seriesList";
import { YearMap } from "./yearMap";

/** Insights from the ledger's history: the month's forecast, findings, recurring charges, and the year in pictures. */
export function InsightsScreen() {
  const insights = useLoad(readInsights, ledgerId.value);
  return (
    <main class="page" id="content">
      <h1 tabIndex={-1}>{t("insights.title")}</h1>
      <p class="muted">{t("insights.text")}</p>
      <Loaded from={insights}>
        {(known) =>
          known.currencies.length === 0 ? (
            <div class="empty">
              <p class="empty-title">{t("insights.empty")}</p>
              <p class="muted">{t("insights.emptyText")}</p>
            </div>
          ) : (
            <Chosen known={known} reload={insights.reload} />
          )
        }
      </Loaded>
    </main>
  );
}

function Chosen({ known, reload }: { known: InsightsAnswer; reload: () => Promise<void> }) {
  const { currencies, today, months } = known;
  const [currency, setCurrency] = useState<string>();
  const [asTable, setAsTable] = useState(false);
  const own = useLoad(readOwnSettings, user.value?.id);
  const reloadBoth = async () => {
    await Promise.all([reload(), own.reload()]);
  };
  const shown = currencies.find((one) => one.currency === currency) ?? currencies[0];
  if (!shown) return null;
  return (
    <>
      <section class={currencies.length > 1 ? "card ask" : "item-actions"} aria-label={t("insights.title")}>
        {currencies.length > 1 && (
          <SelectField
            label={t("insights.currency")}
            value={shown.currency}
            options={currencies.map((one) => [one.currency, one.currency])}
            onChoose={setCurrency}
          />
        )}
        <button
          type="button"
          class="button small"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {t("insights.table")}
        </button>
      </section>
      {shown.letter && <LetterCard facts={shown.letter} own={own.value} reload={own.reload} />}
      <ForecastCard insights={shown} today={today} />
      <BudgetForecasts insights={shown} />
      <Findings insights={shown} today={today} reload={reloadBoth} />
      <DismissedFindings insights={shown} own={own.value} reload={reloadBoth} />
      <OneOffList insights={shown} reload={reload} />
      <SeriesList insights={shown} reload={reload} />
      <CategoryTrends insights={shown} months={months} today={today} asTable={asTable} />
      <YearMap insights={shown} today={today} asTable={asTable} />
    </>
  );
}
