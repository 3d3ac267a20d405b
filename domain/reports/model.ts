import { isMonth } from "../values/day";
import { REFUSALS } from "../values/refusals";

/** Result of making a report. */
export interface ReportResult {
  message: string;
  /** Key in the reports bucket; null if there are no expenses. */
  file: string | null;
  /** Number of expenses in it. */
  expenses?: number;
}

/** The result for a month without expenses, for which no report is created. */
export const NO_EXPENSES = { message: REFUSALS["report.empty"].text, file: null } as const;

/** Returns true if `text` can be the period of a report: a month as YYYY-MM, or a year as YYYY. */
export function isReportMonth(text: string): boolean {
  return isMonth(text) || isMonth(`${text}-12`);
}

/**
 * Returns the key of a ledger's report in the reports bucket.
 * @param month YYYY-MM, or YYYY for the report of a year.
 */
export function reportKey(ledgerId: string, month: string): string {
  return `${ledgerId}/${month}-expense-report.csv`;
}

/** The month or year of a report by its key; undefined if the key is not that of a report. */
export function monthOfKey(key: string): string | undefined {
  return /\/(\d{4}(?:-\d{2})?)-expense-report\.csv$/.exec(key)?.[1];
}
