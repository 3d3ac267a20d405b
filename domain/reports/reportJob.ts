import * as z from "zod";
import { describe, log } from "../aws/log";
import { count, InputError } from "../jobs/jobInput";
import type { LedgerRepository } from "../ledgers/ledgerRepository";
import { LedgerClosedError, type OpenLedgers } from "../ledgers/openLedgers";
import { inBatches } from "../values/batches";
import { addMonths, dayIn } from "../values/day";
import { isReportMonth, NO_EXPENSES, type ReportResult } from "./model";
import type { ReportLog } from "./reportLog";
import type { ReportMaker } from "./reportMaker";
import type { ReportShelf } from "./reportShelf";

const MONTH = "must be a month as YYYY-MM, or a year as YYYY";

/** Request parameters of a run of reports. */
export const reportRequest = z.strictObject({
  /** A month, or a year. Default: the month before the scheduled time. */
  month: z.string(MONTH).refine(isReportMonth, MONTH).optional(),
  /** Default: every ledger. */
  ledgerId: z.string("must be an id").min(1, "must be an id").optional(),
  /** The time at which the schedule was due, UTC. Default: now. */
  scheduledTime: z.iso.datetime("must be a UTC instant").optional(),
  /** Continues after this ledger, with the counts so far. */
  after: z.string("must be an id").optional(),
  made: count,
  failed: z.array(z.string()).default([]),
});
type ReportRequest = z.infer<typeof reportRequest>;

interface ReportRun extends ReportResult {
  month?: string;
  /** Number of created reports. */
  reports?: number;
  /** Next request if the run is not finished. */
  next?: ReportRequest;
}

interface ReportJobOptions {
  ledgers: LedgerRepository;
  open: Pick<OpenLedgers, "isOpen">;
  maker: ReportMaker;
  shelf: ReportShelf;
  reports: ReportLog;
  /** Records that the job succeeded. */
  succeeded: (at: Date) => Promise<void>;
  /** IANA zone of the schedule: at its first midnight of a month, UTC may still be in the month before. */
  timezone: string;
  now: () => Date;
  /** True while there is time for more reports. */
  hasTime: () => boolean;
}

/** Number of reports that are created concurrently. */
const CONCURRENT = 5;
/** Number of failures above which a run ends: then not a ledger is at fault but something that all of them need. */
const MAX_FAILURES = 100;

/** Creates the report of one ledger, or of every ledger with expenses in the month. */
export async function runReports(request: ReportRequest, options: ReportJobOptions): Promise<ReportRun> {
  const due = new Date(request.scheduledTime ?? options.now());
  const month = request.month ?? addMonths(dayIn(options.timezone, due).slice(0, 7), -1);
  if (request.ledgerId !== undefined) return reportOf(request.ledgerId, month, options);
  return reportsOfAll({ ...request, month }, options);
}

async function reportOf(ledgerId: string, month: string, options: ReportJobOptions): Promise<ReportRun> {
  // Its account was closed since the report was requested. Failing would keep the request as a dead letter.
  if (!(await options.open.isOpen(ledgerId))) return NO_EXPENSES;
  if (!(await options.ledgers.exists(ledgerId)))
    throw new InputError(`\`ledgerId\`: there is no ledger ${ledgerId}.`);
  try {
    const { result } = await replaceReport(ledgerId, month, options);
    await note(ledgerId, month, result.file === null ? "empty" : "made", options);
    return result;
  } catch (error) {
    await note(ledgerId, month, "failed", options);
    throw error;
  }
}

/** Creates the report of a month in place of an earlier one, which is removed if the month has no expenses any more. */
async function replaceReport(
  ledgerId: string,
  month: string,
  { maker, shelf }: ReportJobOptions,
): Promise<{ result: ReportResult; removed: boolean }> {
  try {
    const result = await maker.make(ledgerId, month);
    if (result.file !== null) return { result, removed: false };
  } catch (error) {
    if (error instanceof LedgerClosedError) return { result: NO_EXPENSES, removed: false };
    throw error;
  }
  return { result: NO_EXPENSES, removed: await shelf.remove(ledgerId, month) };
}

async function reportsOfAll(
  request: ReportRequest & { month: string },
  options: ReportJobOptions,
): Promise<ReportRun> {
  const done = { ...request, failed: [...request.failed] };
  for await (const page of options.ledgers.all(request.after)) {
    for (const batch of inBatches(page, CONCURRENT)) {
      await reportsOf(batch, done, options);
      if (done.failed.length > MAX_FAILURES) return finish(done, options);
      if (!options.hasTime())
        return { message: "More reports remain to be created.", file: null, next: done };
    }
  }
  return finish(done, options);
}

async function reportsOf(
  ledgerIds: string[],
  done: ReportRequest & { month: string },
  options: ReportJobOptions,
): Promise<void> {
  const results = await Promise.allSettled(
    ledgerIds.map((ledgerId) => scheduledReport(ledgerId, done.month, options)),
  );
  for (const [index, result] of results.entries()) {
    const ledgerId = ledgerIds[index] ?? "";
    done.after = ledgerId;
    if (result.status === "fulfilled") done.made += result.value.file === null ? 0 : 1;
    // A ledger's failure does not stop the others' reports; the run as a whole fails at the end.
    else {
      log("error", "A report could not be created", {
        ledgerId,
        month: done.month,
        error: describe(result.reason),
      });
      done.failed.push(ledgerId);
    }
  }
}

async function scheduledReport(
  ledgerId: string,
  month: string,
  options: ReportJobOptions,
): Promise<ReportResult> {
  const { result, removed } = await replaceReport(ledgerId, month, options);
  // Tells the user why their former report is gone.
  if (removed) await note(ledgerId, month, "empty", options);
  return result;
}

/** Records the outcome of a report, unless its account was closed meanwhile. */
async function note(
  ledgerId: string,
  month: string,
  state: "made" | "empty" | "failed",
  { open, reports, now }: ReportJobOptions,
): Promise<void> {
  if (await open.isOpen(ledgerId)) await reports.save(ledgerId, month, state, now());
}

async function finish(
  { month, made, failed }: ReportRequest & { month: string },
  { succeeded, now }: ReportJobOptions,
): Promise<ReportRun> {
  if (failed.length > 0) {
    throw new Error(`${failed.length} reports of ${month} could not be created: ${failed.join(", ")}.`);
  }
  await succeeded(now());
  if (made === 0) return NO_EXPENSES;
  return { message: "Reports generated successfully.", file: null, month, reports: made };
}
