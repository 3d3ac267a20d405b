import { REFUSALS } from "../values/refusals";

/** Result of making a report. */
export interface ReportResult {
  message: string;
  /** Key in the reports bucket; null if the month has no expenses. */
  file: string | null;
  /** Number of expenses in it. */
  expenses?: number;
}

/** The result for a month without expenses, for which no report is created. */
export const NO_EXPENSES = { message: REFUSALS["report.empty"].text, file: null } as const;

/** Key of a ledger's report of a month in the reports bucket. */
export function reportKey(ledgerId: string, month: string): string {
  return `${ledgerId}/${month}-expense-report.csv`;
}

/** The month of a report by its key; undefined if the key is not that of a report. */
export function monthOfKey(key: string): string | undefined {
  return /\/(\d{4}-\d{2})-expense-report\.csv$/.exec(key)?.[1];
}
