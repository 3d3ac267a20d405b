import { addDays, weekdayOf } from "../../../domain/values/day";
import { minorOf } from "../../data/expenses/expenseSums";
import type { CurrencyInsights } from "../../data/insights/ledgerInsights";
import { t } from "../../i18n";
import { fullDay, money } from "../../lib/formatting/format";

interface YearMapProps {
  insights: CurrencyInsights;
  today: string;
  asTable: boolean;
}

const WEEKS = 53;
const LEVELS = 4;

/** The days with most that the table lists: all of them would be a list of the year. */
const LISTED = 20;

/** The spending on each day of the year: a square for each day, a column for each week; as a table, the days with most. */
export function YearMap({ insights: { days, currency }, today, asTable }: YearMapProps) {
  const label = t("insights.year");
  const spent = new Map(days.map(({ day, total }) => [day, minorOf(total)]));
  const ranked = days
    .filter(({ total }) => minorOf(total) > 0)
    .sort((a, b) => minorOf(b.total) - minorOf(a.total));
  return (
    <section class="card insight" aria-label={label}>
      <h2>{label}</h2>
      {asTable ? (
        <table class="day-table">
          <caption class="muted">{t("insights.mostSpent")}</caption>
          <tbody>
            {ranked.slice(0, LISTED).map(({ day, total }) => (
              <tr key={day}>
                <th scope="row">{fullDay(day)}</th>
                <td>{money(total, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <>
          <YearSquares spent={spent} today={today} />
          {ranked[0] && (
            <p class="muted">
              {t("insights.mostOn", {
                day: fullDay(ranked[0].day),
                amount: money(ranked[0].total, currency),
              })}
            </p>
          )}
        </>
      )}
    </section>
  );
}

function YearSquares({ spent, today }: { spent: ReadonlyMap<string, number>; today: string }) {
  const levelOf = levels([...spent.values()].filter((value) => value > 0));
  const first = addDays(today, 1 - weekdayOf(today) - 7 * (WEEKS - 1));
  const days = Array.from({ length: WEEKS * 7 }, (_, index) => addDays(first, index)).filter(
    (day) => day <= today,
  );
  return (
    <div class="year-map" aria-hidden="true">
      {days.map((day) => (
        <span key={day} class={`level${levelOf(spent.get(day) ?? 0)}`} title={fullDay(day)} />
      ))}
    </div>
  );
}

/** The level of an amount, by which quarter of the days it is in: one large day does not make all others pale. */
function levels(values: readonly number[]): (value: number) => number {
  const sorted = values.toSorted((a, b) => a - b);
  return (value) => {
    if (value <= 0) return 0;
    const rank = sorted.findIndex((one) => one >= value);
    return 1 + Math.min(LEVELS - 1, Math.floor((rank / Math.max(sorted.length, 1)) * LEVELS));
  };
}
