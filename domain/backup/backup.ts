import * as z from "zod";
import type { ExpenseSource } from "../expenses/expenseSource";
import { InputError, parseEvent } from "../jobs/jobInput";
import type { JobLog } from "../jobs/jobLog";
import { storeBatches } from "./backupBatches";
import type { BackupDatabase, BackupRun } from "./backupDatabase";
import type { Refusal } from "./backupRow";
import { BusyError } from "./mysqlSession";

const runId = z.int("must be a whole number").positive("must be above 0");
const segment = z.int("must be a whole number").min(0, "must not be negative");
const segments = z
  .int("must be a whole number")
  .min(1, "must be at least 1")
  .max(1000, "must be at most 1000");

/** What a backup can be asked for. */
const backupRequest = z.discriminatedUnion(
  "mode",
  [
    /** What changed since the last run; without a run, a new one. */
    z.strictObject({ mode: z.literal("changes"), run: runId.optional() }),
    /** A segment of the whole table; without a run, a new one, which must be of one segment. */
    z.strictObject({
      mode: z.literal("full"),
      run: runId.optional(),
      segment: segment.default(0),
      segments: segments.default(1),
    }),
    /** The end of a full run: removes what none of its segments saw. */
    z.strictObject({ mode: z.literal("remove"), run: runId, after: z.string().default("") }),
    /** What a state machine is to do. */
    z.strictObject({
      mode: z.literal("plan"),
      request: z.strictObject({
        mode: z.enum(["changes", "full"], 'must be "changes" or "full"').default("changes"),
      }),
    }),
  ],
  { error: 'must be "changes", "full", "remove" or "plan"' },
);
export type BackupRequest = z.infer<typeof backupRequest>;
type PlanRequest = Extract<BackupRequest, { mode: "plan" }>;
export type BackupStep = Exclude<BackupRequest, PlanRequest>;

/**
 * Reads an event; without a mode it asks for the changes.
 * @throws InputError that names the field.
 */
export function readBackupRequest(event: unknown): BackupRequest {
  const isObject = typeof event === "object" && event !== null && !Array.isArray(event);
  return parseEvent(backupRequest, isObject ? { mode: "changes", ...event } : event);
}

/** What a run has done so far. */
export interface BackupSummary {
  finished: boolean;
  mode: "changes" | "full";
  run: number;
  read: number;
  written: number;
  removed: number;
  /** Expenses that MySQL cannot hold: all of the run are counted, some of this call are named. */
  refused: { count: number; examples: Refusal[] };
  /** What to ask for next, when it is not finished. */
  next?: BackupStep;
}

/** What a state machine is to do: one loop of calls, or one for each segment and then one to finish the run. */
export type BackupPlan =
  | { mode: "changes"; next: BackupStep }
  | { mode: "full"; segments: BackupStep[]; next: BackupStep };

export interface BackupOptions {
  source: ExpenseSource;
  database: BackupDatabase;
  jobs: Pick<JobLog, "succeeded">;
  /** Into how many segments a plan divides a full run. */
  segments: number;
  now: () => Date;
  /** Whether there is time for another batch. */
  hasTime: () => boolean;
  /** How many rows are stored in one transaction. Default: what was measured to be fastest. */
  batchRows?: number;
}

/** How many refusals a summary names. */
const MAX_EXAMPLES = 20;
/** How far before the watermark a run reads again: an entry of the index can be that late. */
const OVERLAP_MS = 60 * 60 * 1000;
/** How far the clocks of writers and of this function may differ. */
const CLOCK_SKEW_MS = 10 * 60 * 1000;
/** How long an expired row stays; DynamoDB too deletes late, and one that was just taken out of the trash must not go. */
const EXPIRY_GRACE_SECONDS = 24 * 60 * 60;

/** Backs up step by step while there is time; says what to ask for next when time is up. */
export async function backUp(
  request: BackupRequest,
  options: BackupOptions,
): Promise<BackupSummary | BackupPlan> {
  if (request.mode === "plan") return plan(request.request.mode, options);
  let summary = await step(request, options);
  while (summary.next !== undefined && options.hasTime()) {
    const { examples } = summary.refused;
    summary = await step(summary.next, options);
    summary.refused.examples = [...examples, ...summary.refused.examples].slice(0, MAX_EXAMPLES);
  }
  return summary;
}

async function plan(mode: "changes" | "full", options: BackupOptions): Promise<BackupPlan> {
  const { database } = options;
  if (mode === "changes" && (await database.watermark()) !== undefined) return { mode, next: { mode } };
  const { segments } = options;
  const run = await database.startRun({ mode: "full", segments, startedAt: options.now().toISOString() });
  return {
    mode: "full",
    segments: Array.from({ length: segments }, (_, index) => ({
      mode: "full",
      run,
      segment: index,
      segments,
    })),
    next: { mode: "remove", run, after: "" },
  };
}

function step(request: BackupStep, options: BackupOptions): Promise<BackupSummary> {
  if (request.mode === "changes") return backUpChanges(request.run, options);
  if (request.mode === "full") return backUpSegment(request, options);
  return finishFullRun(request.run, request.after, options);
}

/**
 * Backs up what changed since the watermark. The first time, when there is none, everything.
 *
 * It reads again from before the watermark, because an entry of the index can come late and clocks differ. The watermark
 * never passes the run's own start less the difference of clocks, so that the next run looks again where this one, however
 * long it took, may have come too early.
 */
async function backUpChanges(id: number | undefined, options: BackupOptions): Promise<BackupSummary> {
  const { database, source, now } = options;
  await database.lock("changes");
  const watermark = await database.watermark();
  if (watermark === undefined) return backUpSegment({ segment: 0, segments: 1 }, options);

  const run = await (id === undefined
    ? startChanges(watermark, options)
    : existingRun(id, "changes", database));
  const latest = shift(run.startedAt, -CLOCK_SKEW_MS);
  const from = run.position ?? shift(watermark, -OVERLAP_MS);
  const until = shift(now().toISOString(), CLOCK_SKEW_MS);
  const refused: Refusal[] = [];
  const finished = await storeBatches(source.changes(from, until), options, async (batch) => {
    const position = batch.last?.updatedAt;
    refused.push(...batch.refused);
    await database.store(run.id, batch, {
      seenRun: null,
      progress: position === undefined ? undefined : { position, watermark: earlier(position, latest) },
    });
  });
  if (!finished) return summarise(run.id, options, refused, { mode: "changes", run: run.id });
  await endRun(run, latest, options);
  return summarise(run.id, options, refused);
}

async function startChanges(watermark: string, { database, now }: BackupOptions): Promise<BackupRun> {
  const id = await database.startRun({
    mode: "changes",
    segments: 1,
    startedAt: now().toISOString(),
    position: shift(watermark, -OVERLAP_MS),
  });
  return existingRun(id, "changes", database);
}

async function backUpSegment(
  request: { run?: number; segment: number; segments: number },
  options: BackupOptions,
): Promise<BackupSummary> {
  const { database, source, now } = options;
  const run = await fullRun(request, options);
  const { segment, segments } = request;
  await database.lock(`full.${segment}`);
  const { lastKey, finished: alreadyFinished } = await database.segment(run.id, segment);
  const refused: Refusal[] = [];
  const finished =
    alreadyFinished ||
    (await storeBatches(source.segment({ segment, segments }, lastKey), options, async (batch) => {
      refused.push(...batch.refused);
      const lastKey = batch.last?.expenseId;
      await database.store(run.id, batch, {
        seenRun: run.id,
        progress: lastKey === undefined ? undefined : { segment, lastKey },
      });
    }));
  if (!finished) return summarise(run.id, options, refused, { mode: "full", run: run.id, segment, segments });
  await database.finishSegment(run.id, segment, now());
  // Of several segments only who started them all knows when the last is through.
  const next: BackupStep | undefined =
    segments === 1 ? { mode: "remove", run: run.id, after: "" } : undefined;
  return summarise(run.id, options, refused, next);
}

async function fullRun(
  { run, segment, segments }: { run?: number; segment: number; segments: number },
  { database, now }: BackupOptions,
): Promise<BackupRun> {
  if (segment >= segments) throw new InputError(`\`segment\` must be below \`segments\` (${segments}).`);
  if (run === undefined) {
    if (segments > 1) throw new InputError("`run` is missing: a run of several segments starts with a plan.");
    const id = await database.startRun({ mode: "full", segments, startedAt: now().toISOString() });
    return existingRun(id, "full", database);
  }
  const found = await existingRun(run, "full", database);
  if (found.segments === segments) return found;
  throw new InputError(`\`segments\` must be ${found.segments}, as many as run ${run} has.`);
}

/** Removes what the run did not see and what was last changed before it: the rest may be newer than its scan. */
async function finishFullRun(id: number, after: string, options: BackupOptions): Promise<BackupSummary> {
  const { database } = options;
  const run = await existingRun(id, "full", database);
  const missing = run.segments - (await database.finishedSegments(id));
  if (missing > 0)
    throw new BusyError(`${missing} of the ${run.segments} segments of run ${id} are not through.`);
  let next: string | undefined = after;
  do {
    next = await database.removeUnseen(id, shift(run.startedAt, -OVERLAP_MS), next);
    if (next !== undefined && !options.hasTime()) {
      return summarise(id, options, [], { mode: "remove", run: id, after: next });
    }
  } while (next !== undefined);
  await endRun(run, shift(run.startedAt, -CLOCK_SKEW_MS), options);
  return summarise(id, options, []);
}

async function endRun(
  run: BackupRun,
  watermark: string,
  { database, jobs, now }: BackupOptions,
): Promise<void> {
  await database.removeExpired(run.id, Math.floor(now().getTime() / 1000) - EXPIRY_GRACE_SECONDS);
  await database.finishRun(run.id, watermark, now());
  await jobs.succeeded("backup", now());
}

async function existingRun(
  id: number,
  mode: BackupRun["mode"],
  database: BackupDatabase,
): Promise<BackupRun> {
  const run = await database.run(id);
  if (run?.mode === mode) return run;
  throw new InputError(`\`run\`: there is no run ${id} of the mode ${mode}.`);
}

async function summarise(
  id: number,
  { database }: BackupOptions,
  refused: Refusal[],
  next?: BackupStep,
): Promise<BackupSummary> {
  const run = await database.run(id);
  if (run === undefined) throw new Error(`The run ${id} is gone from the database.`);
  const { read, written, removed, refused: count } = run.counts;
  return {
    finished: next === undefined,
    mode: run.mode,
    run: id,
    read,
    written,
    removed,
    refused: { count, examples: refused.slice(0, MAX_EXAMPLES) },
    ...(next && { next }),
  };
}

function shift(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}

function earlier(a: string, b: string): string {
  return Date.parse(a) < Date.parse(b) ? a : b;
}
