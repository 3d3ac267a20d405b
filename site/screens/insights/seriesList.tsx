import { decimalsIn, formatMinor } from "../../../domain/values/money";
import { minorOf } from "../../data/expenses/expenseSums";
import type { CurrencyInsights } from "../../data/insights/ledgerInsights";
import { selectedHref } from "../../data/lists/rowsAddress";
import { t } from "../../i18n";
import { fullDay, money } from "../../lib/formatting/format";
import { CategorySign } from "../../parts/basics/categorySign";
import { MakeRule } from "./makeRuleButton";

interface SeriesListProps {
  insights: CurrencyInsights;
  reload: () => Promise<void>;
}

/** Charges that come again and again, with what each costs a year, and what all of them do. */
export function SeriesList({ insights: { series, currency }, reload }: SeriesListProps) {
  if (series.length === 0) return null;
  const yearly = series.reduce((sum, one) => sum + minorOf(one.yearly), 0);
  const decimals = decimalsIn(series[0]?.yearly ?? "0");
  return (
    <section class="card insight" aria-label={t("insights.subscriptions")}>
      <h2>{t("insights.subscriptions")}</h2>
      <p class="muted">{t("insights.yearly", { amount: money(formatMinor(yearly, decimals), currency) })}</p>
      <ul class="rows">
        {series.map((one) => (
          <li key={`${one.name} ${one.nextOn} ${one.amount}`} class="item series">
            <CategorySign category={one.category} />
            <span class="item-text">
              <a class="item-name" href={selectedHref(one.rows)}>
                <bdi>{one.name}</bdi>
              </a>
              <span class="item-detail muted">
                {t(`insights.cadence.${one.cadence}`)} · {t("insights.nextOn", { day: fullDay(one.nextOn) })}
              </span>
            </span>
            <span class="series-amounts">
              <span class="row-amount">{money(one.amount, currency)}</span>
              <span class="item-detail muted">
                {t("insights.aYear", { amount: money(one.yearly, currency) })}
              </span>
            </span>
            <MakeRule series={one} currency={currency} reload={reload} />
          </li>
        ))}
      </ul>
    </section>
  );
}
