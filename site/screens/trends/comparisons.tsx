import { compare, isWholePart } from "../../data/reports/spendingTrends";
import { t } from "../../i18n";
import { money, monthName } from "../../lib/formatting/format";
import { localDigits } from "../../lib/formatting/typedNumbers";
import type { MonthsProps } from "./monthBars";

/** Figures that compare like with like. */
export function Comparisons({ trends, only, day }: MonthsProps & { day: number }) {
  const { toDay, average, years } = compare(trends, only);
  const [previous = "", current = ""] = trends.months.slice(-2).map(({ month }) => month);
  const year = Number(current.slice(0, 4));
  const nameOf = (month: string) =>
    isWholePart(month, current, day) ? monthName(month) : t("trends.toDay", { month: monthName(month), day });
  const rows: [label: string, amount: string][] = [[nameOf(current), toDay.current]];
  if (previous !== "") rows.push([nameOf(previous), toDay.previous]);
  if (average !== undefined) rows.push([t("trends.average"), average]);
  if (years) {
    rows.push([t("trends.year", { year: localDigits(String(year)) }), years.current]);
    rows.push([t("trends.lastYear", { year: localDigits(String(year - 1)) }), years.previous]);
  }
  return (
    <section class="card trend-bars" aria-label={t("trends.compare")}>
      <table class="day-table">
        <tbody>
          {rows.map(([label, amount]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{money(amount, trends.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
