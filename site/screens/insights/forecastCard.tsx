import { MIN_FORECAST_DAYS } from "../../../domain/insights/insightLimits";
import type { CurrencyInsights } from "../../data/insights/ledgerInsights";
import { spentHref } from "../../data/lists/rowsAddress";
import { t } from "../../i18n";
import { money, monthName } from "../../lib/formatting/format";
import { ForecastTrack } from "./forecastTrack";

/** The forecast of the running month: a band with the sum spent so far, and the same in words. */
export function ForecastCard({ insights, today }: { insights: CurrencyInsights; today: string }) {
  const { forecast, currency } = insights;
  const month = monthName(today.slice(0, 7));
  if (!forecast) {
    return (
      <section class="card insight forecast" aria-label={t("insights.forecast", { month })}>
        <h2>{t("insights.forecast", { month })}</h2>
        <p class="muted">{t("insights.noForecast", { days: MIN_FORECAST_DAYS })}</p>
      </section>
    );
  }
  const { total, low, high, spent, due, months } = forecast;
  const band =
    low === high
      ? []
      : ([
          ["insights.low", low],
          ["insights.high", high],
        ] as const);
  return (
    <section class="card insight forecast" aria-label={t("insights.forecast", { month })}>
      <h2>{t("insights.forecast", { month })}</h2>
      <p class="forecast-total">{money(total, currency)}</p>
      <ForecastTrack {...forecast} />
      <table class="day-table">
        <tbody>
          {([["insights.spent", spent], ["insights.due", due], ...band] as const).map(([label, amount]) => (
            <tr key={label}>
              <th scope="row">{t(label)}</th>
              <td>
                {label === "insights.spent" ? (
                  <a href={spentHref({ from: `${today.slice(0, 7)}-01`, to: today }, currency)}>
                    {money(amount, currency)}
                  </a>
                ) : (
                  money(amount, currency)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted">{months > 0 ? t("insights.fromMonths", { count: months }) : t("insights.fromPace")}</p>
    </section>
  );
}
