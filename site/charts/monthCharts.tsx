import "../i18n/en/charts";
import { useState } from "preact/hooks";
import type { Summary } from "../../domain/expenses/summary";
import { t } from "../i18n";
import { CategoryBars } from "./categoryBars";
import { DayChart } from "./dayChart";
import { DayTable } from "./dayTable";
import { PersonBars } from "./personBars";

/** Spending of a month by category, person and day. Loaded after the first screen is shown. */
export function MonthCharts({ summary }: { summary: Summary }) {
  const [currency, setCurrency] = useState<string>();
  const [asTable, setAsTable] = useState(false);
  const sums = summary.currencies.find((one) => one.currency === currency) ?? summary.currencies[0];
  if (!sums) return null;
  return (
    <div class="insights-body">
      {summary.currencies.length > 1 && (
        <select
          class="input"
          aria-label={t("charts.currency")}
          value={sums.currency}
          onChange={({ currentTarget }) => setCurrency(currentTarget.value)}
        >
          {summary.currencies.map((one) => (
            <option key={one.currency}>{one.currency}</option>
          ))}
        </select>
      )}
      <CategoryBars sums={sums} />
      <PersonBars sums={sums} />
      <div class="insights-head">
        <h3>{t("charts.byDay")}</h3>
        <button
          type="button"
          class="button quiet small"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {t("charts.table")}
        </button>
      </div>
      {asTable ? <DayTable sums={sums} /> : <DayChart month={summary.month} sums={sums} />}
    </div>
  );
}
