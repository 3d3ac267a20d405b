import type { Summary } from "../../../domain/summary";
import { editing } from "../../data/changes";
import type { Row } from "../../data/view";
import { t } from "../../i18n";
import { dayName, money } from "../../lib/format";
import { today } from "../../lib/today";
import { EditRow, RefusedRow } from "./editRow";
import { ExpenseRow } from "./row";

/** The expenses, day by day. */
export function List({ rows, summary }: { rows: readonly Row[]; summary: Summary | undefined }) {
  const days = Map.groupBy(rows, ({ expense }) => expense.date);
  return (
    <div class="list">
      {[...days].map(([day, rowsOfDay]) => (
        <section key={day} class="day">
          <h2 class="day-head">
            <span>{dayLabel(day)}</span>
            <span class="muted">{dayTotals(day, summary)}</span>
          </h2>
          <ul class="card rows">
            {rowsOfDay.map((row) => (
              <li key={row.entry?.key ?? row.expense.expenseId}>
                <RowOrForm row={row} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function RowOrForm({ row }: { row: Row }) {
  if (row.entry?.state === "refused") return <RefusedRow row={row} />;
  if (editing.value?.expenseId === row.expense.expenseId) return <EditRow expense={row.expense} />;
  return <ExpenseRow row={row} />;
}

function dayLabel(day: string): string {
  return day === today() ? t().month.today : dayName(day);
}

function dayTotals(day: string, summary: Summary | undefined): string {
  const totals = summary?.currencies.flatMap(({ currency, byDay }) =>
    byDay.filter(({ date }) => date === day).map(({ total }) => money(total, currency)),
  );
  return totals?.join(" · ") ?? "";
}
