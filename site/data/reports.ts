import { batch, effect, signal } from "@preact/signals";
import type { Report, ReportState } from "../../domain/reports/reportSchemas";
import { t } from "../i18n";
import { call } from "../lib/api";
import { monthName } from "../lib/format";
import { type Problem, problemOf } from "../lib/requestError";
import { user } from "../lib/session";
import { showToast } from "../lib/toasts";
import { callOrKept } from "./keptAnswers";
import { type Pace, poll, SOME_TIME, SOON } from "./polling";

/** Existing and pending reports, newest month first; undefined until they are read. */
export const reports = signal<readonly Report[] | undefined>();

/** The problem if the reports could not be read. */
export const reportsProblem = signal<Problem | undefined>();

/** Latest time at which a report is back from the archive, by month; UTC, ISO 8601. */
export const expectedReports = signal<Readonly<Record<string, string>>>({});

effect(() => {
  if (user.value) return;
  batch(() => {
    reports.value = undefined;
    reportsProblem.value = undefined;
    expectedReports.value = {};
  });
});

/** Reads the reports, and polls while one is pending. */
export async function readReports(): Promise<void> {
  reportsProblem.value = undefined;
  try {
    await look();
    watch("making", SOON);
    watch("retrieving", SOME_TIME);
  } catch (error) {
    reportsProblem.value = problemOf(error);
  }
}

async function look(): Promise<void> {
  const before = reports.peek() ?? [];
  const after = (await callOrKept("GET /reports")).reports;
  batch(() => {
    reports.value = after;
    reportsProblem.value = undefined;
  });
  for (const report of after) {
    const known = before.find(({ month }) => month === report.month);
    if (known && isUnderWay(known.state) && !isUnderWay(report.state)) tell(report);
  }
}

const isUnderWay = (state: ReportState) => state === "making" || state === "retrieving";

/** Reports the result of a request: the user may be on another screen by now. */
function tell({ month, state }: Report): void {
  if (state !== "ready" && state !== "empty" && state !== "failed") return;
  const action = { label: t("reports.download"), run: () => download(month).catch(showProblem) };
  showToast(t(`reports.news.${state}`, { month: monthName(month) }), state === "ready" ? action : undefined);
}

const showProblem = (error: unknown) => showToast(problemOf(error).message);

const watching = new Set<ReportState>();

/** Polls until no report is in the state. */
function watch(state: ReportState, pace: Pace): void {
  const isThere = () => reports.peek()?.some((report) => report.state === state) ?? false;
  if (watching.has(state) || !isThere()) return;
  watching.add(state);
  const lookOnce = async () => {
    await look();
    return !isThere();
  };
  poll(lookOnce, pace)
    .catch(showProblem)
    .finally(() => watching.delete(state));
}

/** Shows a report in a state before the list is read again. */
function mark(month: string, state: ReportState): void {
  const others = reports.peek()?.filter((report) => report.month !== month) ?? [];
  const before = reports.peek()?.find((report) => report.month === month);
  reports.value = [...others, { ...before, month, state }].sort((a, b) => (a.month < b.month ? 1 : -1));
}

/** Requests the report of a month. */
export async function make(month: string): Promise<void> {
  const { state } = await call("POST /reports/{month}", { path: { month } });
  mark(month, state);
  watch("making", SOON);
}

/** Requests a report from the archive. */
export async function retrieve(month: string): Promise<void> {
  const { state, expectedAt } = await call("POST /reports/{month}/retrieval", { path: { month } });
  mark(month, state);
  if (expectedAt) expectedReports.value = { ...expectedReports.peek(), [month]: expectedAt };
  watch("retrieving", SOME_TIME);
}

/** Downloads a report. The response makes the browser save it, so the page stays open. */
export async function download(month: string): Promise<void> {
  location.assign((await call("GET /reports/{month}", { path: { month } })).url);
}
