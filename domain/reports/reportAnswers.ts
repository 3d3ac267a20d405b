import { ApiError } from "../http/apiError";
import type { Answer } from "../http/apiHandler";
import { NO_EXPENSES } from "./model";
import type { ReportEntry } from "./reportLog";
import type { Report, ReportState, ReportStatus } from "./reportSchemas";
import type { ShelvedReport } from "./reportShelf";

const MESSAGES: Readonly<Record<ReportState, string>> = {
  making: "The report is being made. Look again in a moment.",
  ready: "The report is ready.",
  archived: "The report is in the archive. Ask it back, then download it when it is ready.",
  retrieving: "The report is on its way back from the archive. Look again later.",
  empty: NO_EXPENSES.message,
  failed: "The report could not be made. Ask for it again.",
};

/** What is in the bucket and what was asked for, as one list, newest month first. */
export function mergeReports(shelved: readonly ShelvedReport[], entries: readonly ReportEntry[]): Report[] {
  const reports = new Map<string, Report>(shelved.map((report) => [report.month, report]));
  for (const entry of entries) {
    const report = reportOf(entry, reports.get(entry.month));
    if (report !== undefined) reports.set(entry.month, report);
  }
  return [...reports.values()].sort((a, b) => (a.month < b.month ? 1 : -1));
}

/**
 * How the report of a month stands: what is in the bucket counts, unless a newer one is under way or has just failed.
 * @returns undefined when there is none and none was asked for.
 */
export function reportOf(entry: ReportEntry | undefined, shelved: Report | undefined): Report | undefined {
  if (entry === undefined || entry.state === "made") return shelved;
  if (shelved === undefined || entry.state === "making")
    return { ...shelved, month: entry.month, state: entry.state };
  const failedSince = entry.state === "failed" && entry.at > (shelved.madeAt ?? "");
  return failedSince ? { ...shelved, state: "failed" } : shelved;
}

/** Answers how a report stands that cannot be downloaded now. */
export function statusAnswer(
  status: number,
  month: string,
  state: ReportState,
  headers: Record<string, string> = {},
  expectedAt?: string,
): Answer {
  const body: ReportStatus = { message: MESSAGES[state], month, state, ...(expectedAt && { expectedAt }) };
  return { status, body, headers };
}

/** Where there is no report. */
export function noReport(state: ReportState | undefined): ApiError {
  if (state === "empty" || state === "failed") return new ApiError(404, MESSAGES[state]);
  return new ApiError(404, "There is no report of this month yet. Have it made first.");
}
