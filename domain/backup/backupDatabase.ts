import type { Batch } from "./backupBatches";
import { COLUMNS, type ExpenseRow, fromDatetime, type SqlValue, toDatetime } from "./backupRow";
import type { DatabaseAddress } from "./mysqlConnection";
import { MysqlSession } from "./mysqlSession";
import type { SumRow } from "./verifyRows";

/** What a committed batch changes of its run. */
export interface Counts {
  read: number;
  written: number;
  removed: number;
  refused: number;
}

export interface BackupRun {
  id: number;
  mode: "changes" | "full";
  segments: number;
  /** UTC, ISO 8601. */
  startedAt: string;
  /** How far it has read the changes, UTC. */
  position?: string;
  counts: Counts;
}

/** How far a batch brings its run; stored with the batch, in one transaction. */
export type Progress = { position: string; watermark: string } | { segment: number; lastKey: string };

const UPDATED = COLUMNS.filter((column) => column !== "expense_id" && column !== "version");

/**
 * A row that is there is replaced by the same or a later version, column by column; the assignments run in this order and see
 * the effect of those before, so `version`, which all of them compare with, comes last.
 */
const UPSERT = `INSERT INTO expenses (${COLUMNS.join(", ")}, seen_run) VALUES ? ON DUPLICATE KEY UPDATE ${[
  ...UPDATED.map((column) => `${column} = IF(VALUES(version) >= version, VALUES(${column}), ${column})`),
  "seen_run = COALESCE(GREATEST(seen_run, VALUES(seen_run)), VALUES(seen_run), seen_run)",
  "version = GREATEST(version, VALUES(version))",
].join(", ")}`;

/** How many rows one statement removes: more would hold their locks for long. */
const REMOVE_BATCH = 5000;

/** The MySQL side of the backup, over one connection. */
export class BackupDatabase {
  private constructor(private readonly session: MysqlSession) {}

  static async open(address: DatabaseAddress): Promise<BackupDatabase> {
    return new BackupDatabase(await MysqlSession.open(address));
  }

  /** Ends the connection, and with it the locks it holds. */
  close(): void {
    this.session.close();
  }

  /**
   * Keeps others from the same work until the connection ends.
   * @throws BusyError when somebody else is at it.
   */
  lock(work: string): Promise<void> {
    return this.session.lock(work);
  }

  /** Up to when every change is in the table, UTC; undefined before the first full run has finished. */
  async watermark(): Promise<string | undefined> {
    const [row] = await this.session.select("SELECT MAX(watermark) AS watermark FROM backup_runs");
    return row?.watermark == null ? undefined : fromDatetime(row.watermark);
  }

  async startRun(run: Pick<BackupRun, "mode" | "segments" | "startedAt" | "position">): Promise<number> {
    const header = await this.session.execute(
      "INSERT INTO backup_runs (mode, segments, started_at, position) VALUES (?, ?, ?, ?)",
      [run.mode, run.segments, toDatetime(run.startedAt), run.position ? toDatetime(run.position) : null],
    );
    return header.insertId;
  }

  async run(id: number): Promise<BackupRun | undefined> {
    const [row] = await this.session.select("SELECT * FROM backup_runs WHERE run_id = ?", [id]);
    if (row === undefined) return undefined;
    return {
      id,
      mode: row.mode,
      segments: row.segments,
      startedAt: fromDatetime(row.started_at),
      ...(row.position !== null && { position: fromDatetime(row.position) }),
      counts: {
        read: row.rows_read,
        written: row.rows_written,
        removed: row.rows_removed,
        refused: row.rows_refused,
      },
    };
  }

  /**
   * Stores a batch and how far it brings the run, both or neither.
   * @param seenRun The full run that saw the expenses; null for a run of changes.
   */
  async store(
    runId: number,
    batch: Batch,
    { seenRun, progress }: { seenRun: number | null; progress: Progress | undefined },
  ): Promise<void> {
    await this.session.transaction(async () => {
      const values = batch.values.map((row) => [...row, seenRun]);
      const written = values.length === 0 ? 0 : await this.upsert(values);
      await this.count(runId, { read: batch.read, refused: batch.refused.length, written, removed: 0 });
      if (progress) await this.advance(runId, progress);
    });
  }

  /** The last key that a segment of a run has stored, and whether it is through. */
  async segment(runId: number, segment: number): Promise<{ lastKey?: string; finished: boolean }> {
    const [row] = await this.session.select(
      "SELECT * FROM backup_segments WHERE run_id = ? AND segment = ?",
      [runId, segment],
    );
    return { lastKey: row?.last_key ?? undefined, finished: row?.finished_at != null };
  }

  async finishSegment(runId: number, segment: number, now: Date): Promise<void> {
    await this.session.execute(
      `INSERT INTO backup_segments (run_id, segment, finished_at) VALUES (?, ?, ?)
       ON DUPLICATE KEY UPDATE finished_at = VALUES(finished_at)`,
      [runId, segment, toDatetime(now.toISOString())],
    );
  }

  async finishedSegments(runId: number): Promise<number> {
    const [row] = await this.session.select(
      "SELECT COUNT(*) AS finished FROM backup_segments WHERE run_id = ? AND finished_at IS NOT NULL",
      [runId],
    );
    return Number(row?.finished);
  }

  /** Notes the end of a run. */
  async finishRun(runId: number, watermark: string, now: Date): Promise<void> {
    await this.session.execute("UPDATE backup_runs SET watermark = ?, finished_at = ? WHERE run_id = ?", [
      toDatetime(watermark),
      toDatetime(now.toISOString()),
      runId,
    ]);
  }

  /**
   * Removes, of the next rows in the order of ids, those that a full run did not see and that were last changed before it.
   * @returns the id to go on after; undefined when these were the last.
   */
  async removeUnseen(runId: number, changedBefore: string, after: string): Promise<string | undefined> {
    const [bound] = await this.session.select(
      "SELECT expense_id FROM expenses WHERE expense_id > ? ORDER BY expense_id LIMIT 1 OFFSET ?",
      [after, REMOVE_BATCH - 1],
    );
    await this.session.transaction(async () => {
      const { affectedRows } = await this.session.execute(
        `DELETE FROM expenses WHERE expense_id > ? AND (? IS NULL OR expense_id <= ?)
         AND COALESCE(seen_run, 0) < ? AND updated_at < ?`,
        [after, bound?.expense_id ?? null, bound?.expense_id ?? null, runId, toDatetime(changedBefore)],
      );
      await this.count(runId, { read: 0, written: 0, refused: 0, removed: affectedRows });
    });
    return bound?.expense_id;
  }

  /** Removes rows whose time in the trash ended before `before` (epoch seconds). */
  async removeExpired(runId: number, before: number): Promise<void> {
    for (let removed = REMOVE_BATCH; removed === REMOVE_BATCH; ) {
      await this.session.transaction(async () => {
        const { affectedRows } = await this.session.execute(
          `DELETE FROM expenses WHERE expires_at < ? LIMIT ${REMOVE_BATCH}`,
          [before],
        );
        removed = affectedRows;
        await this.count(runId, { read: 0, written: 0, refused: 0, removed });
      });
    }
  }

  /** Rows in the order of ids, after the one given, without what expired before `now` (epoch seconds). */
  async rowsAfter(after: string, now: number, limit: number): Promise<ExpenseRow[]> {
    return this.session.select<ExpenseRow>(
      `SELECT ${COLUMNS.join(", ")} FROM expenses
       WHERE expense_id > ? AND (expires_at IS NULL OR expires_at > ?) ORDER BY expense_id LIMIT ?`,
      [after, now, limit],
    );
  }

  /** Rows by id. */
  async rowsById(ids: readonly string[]): Promise<Map<string, ExpenseRow>> {
    if (ids.length === 0) return new Map();
    const sql = `SELECT ${COLUMNS.join(", ")} FROM expenses WHERE expense_id IN (?)`;
    const rows = await this.session.select<ExpenseRow>(sql, [ids]);
    return new Map(rows.map((row) => [String(row.expense_id), row]));
  }

  /** The sums of rows by ledger and currency. */
  async sums(ids: readonly string[]): Promise<SumRow[]> {
    if (ids.length === 0) return [];
    return this.session.select<SumRow>(
      `SELECT ledger_id, currency, COUNT(*) AS count, SUM(amount) AS total FROM expenses
       WHERE expense_id IN (?) GROUP BY ledger_id, currency`,
      [ids],
    );
  }

  /** How many rows there are, without what expired before `now` (epoch seconds). */
  async countRows(now: number): Promise<number> {
    const [row] = await this.session.select(
      "SELECT COUNT(*) AS count FROM expenses WHERE expires_at IS NULL OR expires_at > ?",
      [now],
    );
    return Number(row?.count);
  }

  private async upsert(values: SqlValue[][]): Promise<number> {
    const header = await this.session.execute(UPSERT, [values]);
    // The server counts an insert once and a change twice, and says in `info` how many changes there were; of a single row it
    // says nothing.
    const changed = /Duplicates: (\d+)/.exec(header.info)?.[1];
    return changed === undefined ? Math.min(header.affectedRows, 1) : header.affectedRows - Number(changed);
  }

  private async count(runId: number, { read, written, removed, refused }: Counts): Promise<void> {
    if (read + written + removed + refused === 0) return;
    await this.session.execute(
      `UPDATE backup_runs SET rows_read = rows_read + ?, rows_written = rows_written + ?,
       rows_removed = rows_removed + ?, rows_refused = rows_refused + ? WHERE run_id = ?`,
      [read, written, removed, refused, runId],
    );
  }

  private async advance(runId: number, progress: Progress): Promise<void> {
    if ("segment" in progress) {
      await this.session.execute(
        `INSERT INTO backup_segments (run_id, segment, last_key) VALUES (?, ?, ?)
         ON DUPLICATE KEY UPDATE last_key = VALUES(last_key)`,
        [runId, progress.segment, progress.lastKey],
      );
    } else {
      await this.session.execute("UPDATE backup_runs SET position = ?, watermark = ? WHERE run_id = ?", [
        toDatetime(progress.position),
        toDatetime(progress.watermark),
        runId,
      ]);
    }
  }
}
