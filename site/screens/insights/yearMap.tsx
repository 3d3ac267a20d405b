import { CALENDAR_WEEKS } from "../../../domain/insights/insightLimits";
import { addDays } from "../../../domain/values/day";
import { startOfWeek } from "../../../domain/values/dayArithmetic";
import { minorOf } from "../../data/expenses/expenseSums";
import type { CurrencyInsights } from "../../data/insights/ledgerInsights";
import { spentHref } from "../../data/lists/rowsAddress";
import { locale, t } from "../../i18n";
import { fullDay, money, monthName } from "../../lib/formatting/format";

interface YearMapProps {
  insights: CurrencyInsights;
  today: string;
  asTable: boolean;
}

const LEVELS = 4;

/** The spending on each day of the year: a square for each day, a column for each week; or a table for each month. */
export function YearMap({ insights: { days, currency }, today, asTable }: YearMapProps) {
  const label = t("insights.year");
  const spent = new Map(days.map(({ day, total }) => [day, minorOf(total)]));
  const [most] = days
    .filter(({ total }) => minorOf(total) > 0)
    .sort((a, b) => minorOf(b.total) - minorOf(a.total));
  return (
    <section class="card insight" aria-label={label}>
      <h2>{label}</h2>
      {asTable ? (
        <MonthTables days={days} currency={currency} />
      ) : (
        <>
          <YearSquares spent={spent} today={today} />
          {most && (
            <p class="muted">
              {t("insights.mostOn", { day: fullDay(most.day), amount: money(most.total, currency) })}{" "}
              <a href={dayHref(most.day, currency)}>{t("insights.rows")}</a>
            </p>
          )}
        </>
      )}
    </section>
  );
}

const dayHref = (day: string, currency: string) => spentHref({ from: day, to: day }, currency);

/** The days with spending, the latest month first and unfolded. */
function MonthTables({ days, currency }: Pick<CurrencyInsights, "days" | "currency">) {
  const months = [...Map.groupBy(days, ({ day }) => day.slice(0, 7))].reverse();
  return (
    <div class="year-months">
      {months.map(([month, own], index) => (
        <details key={month} open={index === 0}>
          <summary>
            {monthName(month)} <span class="muted">{own.length.toLocaleString(locale())}</span>
          </summary>
          <table class="day-table" aria-label={monthName(month)}>
            <tbody>
              {own.map(({ day, total }) => (
                <tr key={day}>
                  <th scope="row">{fullDay(day)}</th>
                  <td>
                    <a href={dayHref(day, currency)}>{money(total, currency)}</a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ))}
    </div>
  );
}

function YearSquares({ spent, today }: { spent: ReadonlyMap<string, number>; today: string }) {
  const levelOf = levels([...spent.values()].filter((value) => value > 0));
  const first = addDays(startOfWeek(today), -7 * (CALENDAR_WEEKS - 1));
  const days = Array.from({ length: CALENDAR_WEEKS * 7 }, (_, index) => addDays(first, index)).filter(
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
