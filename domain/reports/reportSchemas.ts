import * as z from "zod";
import { refuses } from "../http/refuses";
import { isReportMonth } from "./model";

const MONTH = "YYYY-MM, or YYYY for the report of a year.";

/** `{month}` of the report routes. */
export const reportMonth = z.strictObject({
  month: z.string().refine(isReportMonth, refuses("report.monthInvalid")).describe(MONTH),
});

const state = z
  .enum(["making", "ready", "archived", "retrieving", "empty", "failed"])
  .describe(
    "making: being created. ready: can be downloaded. archived: must be requested from the archive first. retrieving: being " +
      "retrieved from the archive. empty: there are no expenses to report. failed: can be requested again.",
  );
export type ReportState = z.infer<typeof state>;

const report = z.strictObject({
  month: z.string().describe(MONTH),
  state,
  size: z.int().optional().describe("Bytes."),
  madeAt: z.string().optional().describe("UTC, ISO 8601."),
});
export type Report = z.infer<typeof report>;

/** Answer of `GET /reports`. */
export const reportList = z
  .strictObject({
    reports: z.array(report).describe("Newest first."),
    months: z
      .array(z.string())
      .describe("Months with expenses, newest first. Each has a report once it is requested."),
  })
  .meta({ id: "ReportList" });
export type ReportList = z.infer<typeof reportList>;

/** Answer of `GET /reports/{month}` if there is something to download. */
export const reportLink = z
  .strictObject({
    url: z.string().describe("Download link. It requires no sign-in and expires within minutes."),
    expiresAt: z.string().describe("UTC, ISO 8601."),
    madeAt: z
      .string()
      .describe(
        "UTC, ISO 8601. `POST /reports/{month}` replaces a report that lacks later changes of its month.",
      ),
  })
  .meta({ id: "ReportLink" });
export type ReportLink = z.infer<typeof reportLink>;

/** Response to a request for a report that is being created or retrieved, or already exists. */
export const reportStatus = z
  .strictObject({
    message: z.string().describe("Description of what to do."),
    month: z.string().describe(MONTH),
    state,
    expectedAt: z.string().optional().describe("Latest time at which the report will be ready, UTC."),
  })
  .meta({ id: "ReportStatus" });
export type ReportStatus = z.infer<typeof reportStatus>;

const waiting = ["making", "archived", "retrieving"] as const;
export type WaitingState = (typeof waiting)[number];

/** Returns true for the state of a report that will be ready. */
export function isWaiting(state: ReportState): state is WaitingState {
  return waiting.some((one) => one === state);
}

/** The refusal to download a report that is not ready. */
export const reportNotReady = z
  .strictObject({
    code: z
      .enum(waiting.map((one) => `report.${one}` as const))
      .describe("Stable code of the refusal, for programs."),
    message: z.string().describe("English description of what to do."),
    month: z.string().describe(MONTH),
    state: z.enum(waiting),
  })
  .meta({ id: "ReportNotReady" });
export type ReportNotReady = z.infer<typeof reportNotReady>;
