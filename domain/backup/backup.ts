import { changesSince, latestChange, settledBefore, watermarkAt } from "../expenses/changesSince";
import type { ExpenseSource, Segment } from "../expenses/expenseSource";
import { InputError } from "../jobs/jobInput";
import type { LedgerSource } from "../ledgers/ledgerSource";
import { epochSeconds } from "../values/day";
import { DAY_SECONDS } from "../values/duration";
import { storeBatches } from "./backupBatches";
import type { BackupRequest, BackupStep, PlanRequest, RemoveStep } from "./backupRequest";
import type { RefusedRow } from "./backupRow";
import { type BackupTables, BusyError } from "./backupTables";
import { copyLedgers, FIRST_POSITION, type LedgerPosition } from "./ledgerBackup";
import { type BackupRun, type Batch, MAX_EXAMPLES, type Progress } from "./model";
import { keepRestoresOut, refuseBesideRestore, refuseToEmpty } from "./removalGuard";
import { copyRules } from "./ruleBackup";

/** Progress of a run so far. */
export interface BackupSummary {
  finished: boolean;
  mode: "changes" | "full";
  run: number;
  read: number;
  written: number;
  removed: number;
  /** Expenses that MySQL cannot hold: counted over the run, with examples from this call. */
  refused: { count: number; examples: RefusedRow[] };
  /** Next step to request if the run is not finished. */
  next?: BackupStep;
}

/** The calls that a state machine makes: one loop, or one loop per segment and then one call to finish the run. */
export type BackupPlan =
  | { mode: "changes"; next: BackupStep }
  | { mode: "full"; segments: BackupStep[]; next: BackupStep };

export interface BackupOptions {
  source: ExpenseSource;
  ledgers: LedgerSource;
  database: BackupTables;
  /** Records that the job succeeded. */
  succeeded: (at: Date) => Promise<void>;
  /** Number of segments into which a plan divides a full run. */
  segments: number;
  now: () => Date;
  /** True while there is time for another batch. */
  hasTime: () => boolean;
  /** Number of rows stored in one transaction. Default: the fastest measured. */
  batchRows?: number;
}

/**
 * Grace period of expired rows: DynamoDB deletes late as well, and a row that was just restored from the trash must be
 * kept.
 */
const EXPIRY_GRACE_SECONDS = DAY_SECONDS;

/**
 * Backs up step by step while there is time, and returns the next request when time is up. Does not check for closed accounts:
 * erasing a ledger is a later change, which the next run copies.
 */
export async function backUp(
  request: BackupRequest,
  options: BackupOptions,
): Promise<BackupSummary | BackupPlan> {
  return request.mode === "plan" ? plan(request.request, options) : new Backup(options).run(request);
}

async function plan(
  { mode, removesMost }: PlanRequest["request"],
  options: BackupOptions,
): Promise<BackupPlan> {
  const { database, segments, now } = options;
  // Applies to a full run too: it must not leave a watermark in the future behind.
  const from = await firstChange(options);
  if (mode === "changes" && from !== undefined) return { mode, next: { mode } };
  await keepRestoresOut(database);
  const { id: run } = await database.startRun({ mode: "full", segments, startedAt: now().toISOString() });
  return {
    mode: "full",
    segments: Array.from({ length: segments }, (_, index) => ({
      mode: "full",
      run,
      segment: index,
      segments,
    })),
    next: { mode: "remove", run, after: "", ...(removesMost && { removesMost }) },
  };
}

/**
 * Returns the instant of the first change to back up.
 * @returns undefined if everything has to be backed up: on the first run, and if the known changes are incomplete.
 */
async function firstChange({ database, now }: BackupOptions): Promise<string | undefined> {
  const watermark = await database.watermark();
  if (watermark === undefined) return undefined;
  // Expenses were written by that clock too, so no watermark can be relied on until everything has been read.
  if (watermark > latestChange(now())) await database.forgetWatermarks();
  return changesSince(watermark, now());
}

/** A segment of a full run, which starts with it if it has no number yet. */
interface SegmentOfRun extends Segment {
  run?: number;
}

/** The part of a run that one call does. */
class Backup {
  /** The run as this call knows it; other calls may add to its counts at the same time. */
  private current?: BackupRun;
  private readonly examples: RefusedRow[] = [];

  constructor(private readonly options: BackupOptions) {}

  async run(request: BackupStep): Promise<BackupSummary> {
    let summary = await this.step(request);
    while (summary.next !== undefined && this.options.hasTime()) summary = await this.step(summary.next);
    return summary;
  }

  private step(request: BackupStep): Promise<BackupSummary> {
    if (request.mode === "changes") return this.backUpChanges(request.run);
    if (request.mode === "full") return this.backUpSegment(request);
    if (request.mode === "remove") return this.finishFullRun(request);
    return this.resume(request.run).then((run) => this.end(run, request));
  }

  /**
   * Backs up what changed since the watermark, or everything if changes do not suffice. The watermark never passes the
   * start of the run, so that the next run looks again where this one, however long it took, may have come too early.
   */
  private async backUpChanges(id: number | undefined): Promise<BackupSummary> {
    const { database, source, now } = this.options;
    await database.lock("changes");
    const run = await (id === undefined ? this.startChanges() : this.resume(id, "changes"));
    if (run?.position === undefined) return this.backUpSegment({ segment: 0, segments: 1 });
    const latest = watermarkAt(new Date(run.startedAt));
    const changes = source.changes(run.position, latestChange(now()));
    const finished = await this.store(run, changes, null, ({ updatedAt: position }) => {
      run.position = position;
      return { position, watermark: earlier(position, latest) };
    });
    if (!finished) return this.summary(run, { mode: "changes", run: run.id });
    return this.end(run);
  }

  private async startChanges(): Promise<BackupRun | undefined> {
    const position = await firstChange(this.options);
    return position === undefined ? undefined : this.start({ mode: "changes", segments: 1, position });
  }

  private async backUpSegment(request: SegmentOfRun): Promise<BackupSummary> {
    const { database, source, now } = this.options;
    const run = await this.fullRun(request);
    const { segment, segments } = request;
    await database.lock(`full.${segment}`);
    const { lastKey, finished: alreadyFinished } = await database.segment(run.id, segment);
    const finished =
      alreadyFinished ||
      (await this.store(run, source.segment({ segment, segments }, lastKey), run.id, ({ expenseId }) => ({
        segment,
        lastKey: expenseId,
      })));
    if (!finished) return this.summary(run, { mode: "full", run: run.id, segment, segments });
    await database.finishSegment(run.id, segment, now());
    // With several segments, only the caller that started them all knows when the last one is complete.
    return this.summary(run, segments === 1 ? { mode: "remove", run: run.id, after: "" } : undefined);
  }

  private async fullRun({ run, segment, segments }: SegmentOfRun): Promise<BackupRun> {
    if (segment >= segments) throw new InputError(`\`segment\` must be below \`segments\` (${segments}).`);
    if (run === undefined) {
      if (segments > 1)
        throw new InputError("`run` is missing: a run of several segments starts with a plan.");
      await firstChange(this.options);
      await keepRestoresOut(this.options.database);
      return this.start({ mode: "full", segments });
    }
    const found = await this.resume(run, "full");
    if (found.segments === segments) return found;
    throw new InputError(`\`segments\` must be ${found.segments}, as many as run ${run} has.`);
  }

  /**
   * Removes rows that the run did not see and that were last changed before it began; later ones may be newer than its
   * scan.
   */
  private async finishFullRun(request: RemoveStep): Promise<BackupSummary> {
    const { run: id, after, removesMost } = request;
    const { database, hasTime } = this.options;
    const run = await this.resume(id, "full");
    const missing = run.segments - (await database.finishedSegments(id));
    if (missing > 0)
      throw new BusyError(`${missing} of the ${run.segments} segments of run ${id} are not complete.`);
    const changedBefore = settledBefore(new Date(run.startedAt));
    await refuseBesideRestore(run, database);
    if (!removesMost) await refuseToEmpty(run, changedBefore, this.options);
    for (let from: string | undefined = after; from !== undefined; ) {
      const { removed, next } = await database.removeUnseen(id, changedBefore, from);
      run.counts.removed += removed;
      if (next !== undefined && !hasTime()) return this.summary(run, { ...request, after: next });
      from = next;
    }
    return this.end(run);
  }

  /** Stores pages of expenses as batches while there is time. */
  private store(
    run: BackupRun,
    pages: Parameters<typeof storeBatches>[0],
    seenRun: number | null,
    progressAt: (last: NonNullable<Batch["last"]>) => Progress,
  ): Promise<boolean> {
    return storeBatches(pages, this.options, async (batch) => {
      const progress = batch.last && progressAt(batch.last);
      run.counts.written += await this.options.database.store(run.id, batch, { seenRun, progress });
      run.counts.read += batch.read;
      run.counts.refused += batch.refused.length;
      this.examples.push(...batch.refused.slice(0, MAX_EXAMPLES - this.examples.length));
    });
  }

  /** Copies what belongs to ledgers, and ends the run. */
  private async end(run: BackupRun, from: LedgerPosition = FIRST_POSITION): Promise<BackupSummary> {
    const { database, ledgers, succeeded, now, hasTime } = this.options;
    const removeOthers = run.mode === "full";
    if (removeOthers) await refuseBesideRestore(run, database);
    const position = await copyLedgers(ledgers, database.ledgers, { removeOthers, from, hasTime });
    if (position !== undefined) return this.summary(run, { mode: "ledgers", run: run.id, ...position });
    await copyRules(ledgers, database.ledgers, { removeOthers, now: now() });
    const expiredBefore = epochSeconds(now()) - EXPIRY_GRACE_SECONDS;
    run.counts.removed += await database.removeExpired(run.id, expiredBefore);
    await database.finishRun(run.id, watermarkAt(new Date(run.startedAt)), now());
    await succeeded(now());
    return this.summary(run);
  }

  private async start(run: Pick<BackupRun, "mode" | "segments" | "position">): Promise<BackupRun> {
    const startedAt = this.options.now().toISOString();
    this.current = await this.options.database.startRun({ ...run, startedAt });
    return this.current;
  }

  /** @param mode The mode that the run must have; omitted if either is accepted. */
  private async resume(id: number, mode?: BackupRun["mode"]): Promise<BackupRun> {
    const run = this.current?.id === id ? this.current : await this.options.database.run(id);
    if (run === undefined || (mode !== undefined && run.mode !== mode))
      throw new InputError(
        `\`run\`: there is no run ${id}${mode === undefined ? "" : ` of the mode ${mode}`}.`,
      );
    this.current = run;
    return run;
  }

  private summary(run: BackupRun, next?: BackupStep): BackupSummary {
    const { read, written, removed, refused: count } = run.counts;
    return {
      finished: next === undefined,
      mode: run.mode,
      run: run.id,
      read,
      written,
      removed,
      refused: { count, examples: [...this.examples] },
      ...(next && { next }),
    };
  }
}

function earlier(a: string, b: string): string {
  return Date.parse(a) < Date.parse(b) ? a : b;
}
