import { barsOf } from "../../data/reports/spendingTrends";
import { t } from "../../i18n";
import { money, monthName } from "../../lib/formatting/format";
import { barHref, type MonthsProps } from "./monthBars";

/** The figures of the bars, for users who cannot see them or want the numbers. */
export function MonthTable(props: MonthsProps) {
  const { trends, only } = props;
  return (
    <table class="day-table">
      <thead>
        <tr>
          <th scope="col">{t("trends.month")}</th>
          <th scope="col">{t("trends.spent")}</th>
        </tr>
      </thead>
      <tbody>
        {barsOf(trends, 0, only)
          .toReversed()
          .map(({ month, total }) => (
            <tr key={month}>
              <th scope="row">
                <a href={barHref(month, props)}>{monthName(month)}</a>
              </th>
              <td>{money(total, trends.currency)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
