import { rowsHref } from "../../data/budgets/ledgerBudgets";
import { minorOf } from "../../data/expenses/expenseSums";
import type { CurrencyInsights } from "../../data/insights/ledgerInsights";
import { t } from "../../i18n";
import { fullDay, money } from "../../lib/formatting/format";
import { ForecastTrack } from "./forecastTrack";

/** The expected cost of each budget by the end of its period, as a band and in words. */
export function BudgetForecasts({ insights: { budgets, currency } }: { insights: CurrencyInsights }) {
  if (budgets.length === 0) return null;
  const label = t("insights.budgets");
  return (
    <section class="card insight" aria-label={label}>
      <h2>{label}</h2>
      <ul class="rows budget-forecasts">
        {budgets.map(({ id, name, spent, available, total, low, high, ...counted }) => (
          <li key={id}>
            <p class="budget-forecast-name">
              <a href={rowsHref({ ...counted, currency }, counted)}>
                <bdi>{name}</bdi>
              </a>{" "}
              <span class="muted">{t("insights.until", { day: fullDay(counted.to) })}</span>
            </p>
            <ForecastTrack {...{ spent, available, total, low, high }} />
            <p class={minorOf(total) > minorOf(available) ? "over" : "muted"}>
              {t(low === high ? "insights.budgetCertain" : "insights.budgetExpected", {
                amount: money(total, currency),
                low: money(low, currency),
                high: money(high, currency),
                available: money(available, currency),
              })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
