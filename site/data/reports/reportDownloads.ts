import { batch, signal } from "@preact/signals";
import type { Report, ReportList } from "../../../domain/reports/reportSchemas";
import { t } from "../../i18n";
import { monthName } from "../../lib/formatting/format";
import { localDigits } from "../../lib/formatting/typedNumbers";
import { call } from "../../lib/ledger/api";
import { ledgerId } from "../../lib/ledger/openLedger";
import { poll, SOON } from "../../lib/ledger/polling";
import { failureOf, problemOf, type ShownProblem } from "../../lib/network/requestError";
import { latestReading } from "../lists/latestReading";
import { callOrKept } from "../storage/answerCache";

/** The file that a report is downloaded as. */
export type ReportFormat = "csv" | "xlsx";

/** A download under way, or one that failed. */
interface ReportWork {
  format: ReportFormat;
  /** Expenses that were read for a spreadsheet so far. */
  read?: number;
  problem?: ShownProblem;
}

/** Reports and the months with expenses, newest first; undefined until they are read. */
export const reports = signal<ReportList | undefined>();

/** The problem if the reports could not be read. */
export const reportsProblem = signal<ShownProblem | undefined>();

/** Downloads by month or year. They continue when another screen opens. */
export const reportWork = signal<Readonly<Record<string, ReportWork | undefined>>>({});

/** Each ledger has its own. */
ledgerId.subscribe(() => {
  batch(() => {
    reports.value = undefined;
    reportsProblem.value = undefined;
    reportWork.value = {};
  });
});

/** Reads which reports there are. */
export async function readReports(): Promise<void> {
  reportsProblem.value = undefined;
  try {
    await look();
  } catch (error) {
    reportsProblem.value = problemOf(error);
  }
}

const look = latestReading(
  () => callOrKept("GET /reports"),
  (after) =>
    batch(() => {
      reports.value = after;
      reportsProblem.value = undefined;
    }),
);

/** The report of a month or a year as far as the page knows it. */
export const reportOf = (month: string): Report | undefined =>
  reports.value?.reports.find((report) => report.month === month);

/** Returns true while a report is on its way to the user. */
export const isUnderWay = (month: string): boolean => {
  const work = reportWork.value[month];
  return work !== undefined && work.problem === undefined;
};

/** Downloads a report as a file, which is created first if it is missing or out of date. */
export async function download(month: string, format: ReportFormat): Promise<void> {
  if (isUnderWay(month)) return;
  const owner = ledgerId.peek();
  const note = (work: ReportWork | undefined) => {
    if (ledgerId.peek() === owner) reportWork.value = { ...reportWork.peek(), [month]: work };
  };
  note({ format });
  try {
    if (format === "csv") await downloadCsv(month);
    else await downloadSheet(month, (read) => note({ format, read }));
    note(undefined);
  } catch (error) {
    note({ format, problem: problemOf(error) });
  }
}

async function downloadCsv(month: string): Promise<void> {
  try {
    const { state } = await call("POST /reports/{month}", { path: { month } });
    if (state !== "ready" && !(await isMade(month))) return;
  } catch (error) {
    // No more are made today: the user gets the one that there is, and the refusal, since it may lack the latest changes.
    if (failureOf(error) === "throttled" && reportOf(month)?.state === "ready") await save(month);
    throw error;
  }
  await save(month);
}

/** Makes the browser save a report, so that the page stays open. */
async function save(month: string): Promise<void> {
  location.assign((await call("GET /reports/{month}", { path: { month } })).url);
}

/**
 * Waits until a report is made.
 * @returns false if another ledger was opened meanwhile.
 * @throws Error if it could not be made.
 */
async function isMade(month: string): Promise<boolean> {
  await poll(async () => {
    await look();
    return reportOf(month)?.state !== "making";
  }, SOON);
  const state = reportOf(month)?.state;
  if (state === "making") return false;
  if (state !== "ready") throw new Error(t(state === "empty" ? "reports.empty" : "reports.failed"));
  return true;
}

async function downloadSheet(month: string, onRead: (read: number) => void): Promise<void> {
  const { readExpenses, saveSheet } = await import("./spreadsheet");
  const expenses = await readExpenses(month, onRead);
  if (expenses) await saveSheet(month, expenses);
}

/** The name of a month or of a year. */
export const periodName = (month: string) => (month.includes("-") ? monthName(month) : localDigits(month));
