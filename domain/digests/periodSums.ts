import { type PeriodSummary, Summariser, type Summary, type SummaryCell } from "../expenses/summary";
import type { Days } from "./model";
import type { Period } from "./sumRequests";

/** The answer for a period, from the sums of its months. */
export function sumsOf(period: Period, months: ReadonlyMap<string, Days>): Summary | PeriodSummary {
  if ("month" in period) return summaryOf(period.month, period.previousMonth, months);
  const { from, to } = period;
  const summariser = new Summariser();
  for (const days of months.values()) {
    for (const row of rowsOf(days)) if (from <= row.date && row.date <= to) summariser.addCell(row);
  }
  return { from, to, currencies: summariser.currencies().map(({ previousMonth: _none, ...sums }) => sums) };
}

/** The sums of a month, compared with the month before. */
export function summaryOf(month: string, previousMonth: string, months: ReadonlyMap<string, Days>): Summary {
  const summariser = new Summariser();
  for (const row of rowsOf(months.get(previousMonth))) summariser.addPrevious(row);
  for (const row of rowsOf(months.get(month))) summariser.addCell(row);
  return summariser.result(month, previousMonth);
}

function* rowsOf(days: Days = {}): Generator<SummaryCell> {
  for (const [date, { spending }] of Object.entries(days)) {
    for (const { sum, expenses, ...cell } of spending) {
      yield { ...cell, date, amount: BigInt(sum), expenses: expenses ?? cell.count };
    }
  }
}
