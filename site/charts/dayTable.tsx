import "../i18n/en/fields";
import { t } from "../i18n";
import { fullDay, money } from "../lib/formatting/format";
import type { CurrencySums } from "./categoryBars";
import { seekDay } from "./seekDay";

/** Spending by day as a table, for users who cannot see the chart or want the figures. */
export function DayTable({ sums }: { sums: CurrencySums }) {
  return (
    <table class="day-table">
      <thead>
        <tr>
          <th scope="col">{t("fields.date")}</th>
          <th scope="col">{t("month.spent")}</th>
        </tr>
      </thead>
      <tbody>
        {sums.byDay.map(({ date, total }) => (
          <tr key={date}>
            <th scope="row">
              <button type="button" class="button quiet small" onClick={() => seekDay(date)}>
                {fullDay(date)}
              </button>
            </th>
            <td>{money(total, sums.currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
