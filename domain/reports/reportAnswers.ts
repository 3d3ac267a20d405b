import type { Answer } from "../http/answers";
import { ApiError } from "../http/apiError";
import { REFUSALS, refusalText } from "../values/refusals";
import type { ReportEntry } from "./reportLog";
import type { Report, ReportNotReady, ReportState, ReportStatus, WaitingState } from "./reportSchemas";
import type { ShelvedReport } from "./reportShelf";

/** Merges the reports in the bucket and the requested reports into one list, newest month first. */
export function mergeReports(shelved: readonly ShelvedReport[], entries: readonly ReportEntry[]): Report[] {
  const reports = new Map<string, Report>(shelved.map((report) => [report.month, report]));
  for (const entry of entries) {
    const report = reportOf(entry, reports.get(entry.month));
    if (report !== undefined) reports.set(entry.month, report);
  }
  return [...reports.values()].sort((a, b) => (a.month < b.month ? 1 : -1));
}

/**
 * Returns the state of the report of a month: that of the report in the bucket, unless a newer one is under way or has
 * just failed.
 * @returns undefined if the report does not exist and was not requested.
 */
export function reportOf(entry: ReportEntry | undefined, shelved: Report | undefined): Report | undefined {
  if (entry === undefined || entry.state === "made") return shelved;
  if (shelved === undefined || entry.state === "making")
    return { ...shelved, month: entry.month, state: entry.state };
  const failedSince = entry.state === "failed" && entry.at > (shelved.madeAt ?? "");
  return failedSince ? { ...shelved, state: "failed" } : shelved;
}

/** The response to a request for a report. */
export function statusAnswer(
  status: number,
  month: string,
  state: ReportState,
  headers: Record<string, string> = {},
  expectedAt?: string,
): Answer {
  const message = state === "ready" ? "The report is ready." : refusalText({ code: `report.${state}` });
  const body: ReportStatus = { message, month, state, ...(expectedAt && { expectedAt }) };
  return { status, body, headers };
}

/** The refusal to download a report that is not ready. */
export function notReady(month: string, state: WaitingState): Answer {
  const code = `report.${state}` as const;
  const body: ReportNotReady = { code, message: refusalText({ code }), month, state };
  return {
    status: REFUSALS[code].status,
    body,
    headers: state === "making" ? { "Retry-After": "2" } : {},
  };
}

/** The refusal if there is no report. */
export function noReport(state: ReportState | undefined): ApiError {
  return new ApiError(state === "empty" || state === "failed" ? `report.${state}` : "report.notFound");
}
