import { type PeriodSummary, Summariser, type Summary, type SummaryCell } from "../expenses/summary";
import type { Days } from "./model";
import type { Period } from "./sumRequests";

/** The answer for a period, from the sums of its months. */
export function sumsOf(period: Period, months: ReadonlyMap<string, Days>): Summary | PeriodSummary {
  const summariser = new Summariser();
  if ("month" in period) {
    const { month, previousMonth } = period;
    for (const row of rowsOf(months.get(previousMonth))) summariser.addPrevious(row);
    for (const row of rowsOf(months.get(month))) summariser.addCell(row);
    return summariser.result(month, previousMonth);
  }
  const { from, to } = period;
  for (const days of months.values()) {
    for (const row of rowsOf(days)) if (from <= row.date && row.date <= to) summariser.addCell(row);
  }
  return { from, to, currencies: summariser.currencies().map(({ previousMonth: _none, ...sums }) => sums) };
}

function* rowsOf(days: Days = {}): Generator<SummaryCell> {
  for (const [date, { spending }] of Object.entries(days)) {
    for (const { sum, expenses, ...cell } of spending) {
      yield { ...cell, date, amount: BigInt(sum), expenses: expenses ?? cell.count };
    }
  }
}
