import { fromDatetime, type SqlValue, toDatetime } from "../values/sqlValue";
import { COLUMNS, type ExpenseRow } from "./backupRow";
import { LedgerTable } from "./ledgerTable";
import { isLoaded, LOAD, linesOf } from "./load";
import type { BackupRun, Batch, Counts, Progress, SumRow } from "./model";
import type { DatabaseAddress } from "./mysqlConnection";
import { MysqlSession } from "./mysqlSession";
import { rowsChanged, UPSERT } from "./upsert";

/** Another run is doing the same work; nothing was done. */
export class BusyError extends Error {
  override readonly name = "BusyError";
}

/** Condition on rows that have not expired by a time. */
const OPEN = "(expires_at IS NULL OR expires_at > ?)";

/** Number of rows that one statement removes; more would hold their locks for too long. */
const REMOVE_BATCH = 5000;

/** Condition on rows that a full run did not see and that were last changed before a time. */
const UNSEEN = "COALESCE(seen_run, 0) < ? AND updated_at < ?";

/** The server releases an ended connection's locks in its own time, and the next call of a job may follow at once. */
const LOCK_SECONDS = 3;

/** The tables of the backup in MySQL, over one connection. */
export class BackupTables {
  readonly ledgers: LedgerTable;
  /** True until a row that a full run stores already exists. */
  private loads = true;

  private constructor(
    private readonly session: MysqlSession,
    private readonly database: string,
  ) {
    this.ledgers = new LedgerTable(session);
  }

  static async open(address: DatabaseAddress): Promise<BackupTables> {
    return new BackupTables(await MysqlSession.open(address), address.database);
  }

  /** Ends the connection, which releases its locks. */
  close(): void {
    this.session.close();
  }

  /**
   * Keeps others from the same work until the connection ends.
   * @throws BusyError if another connection is doing it.
   */
  async lock(work: string): Promise<void> {
    const [row] = await this.session.select("SELECT GET_LOCK(?, ?) AS granted", [
      `${this.database}.${work}`,
      LOCK_SECONDS,
    ]);
    if (row?.granted !== 1) throw new BusyError(`Another run is doing the same work (${work}).`);
  }

  /** The instant up to which every change is in the table, UTC; undefined before the first full run has finished. */
  async watermark(): Promise<string | undefined> {
    const [row] = await this.session.select("SELECT MAX(watermark) AS watermark FROM backup_runs");
    return row?.watermark == null ? undefined : fromDatetime(row.watermark);
  }

  /** Makes the next run back up everything. */
  async forgetWatermarks(): Promise<void> {
    await this.session.execute("UPDATE backup_runs SET watermark = NULL");
  }

  async startRun(run: Omit<BackupRun, "id" | "counts">): Promise<BackupRun> {
    const { insertId } = await this.session.execute(
      "INSERT INTO backup_runs (mode, segments, started_at, position) VALUES (?, ?, ?, ?)",
      [run.mode, run.segments, toDatetime(run.startedAt), run.position ? toDatetime(run.position) : null],
    );
    return { ...run, id: insertId, counts: { read: 0, written: 0, removed: 0, refused: 0 } };
  }

  /** A run that an earlier call started. */
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
   * Stores a batch and the progress of its run, both or neither.
   * @param seenRun The full run that saw the expenses; null for a run of changes.
   * @returns the number of rows inserted or changed.
   */
  async store(
    runId: number,
    batch: Batch,
    { seenRun, progress }: { seenRun: number | null; progress: Progress | undefined },
  ): Promise<number> {
    return this.session.transaction(async () => {
      const values = batch.values.map((row) => [...row, seenRun]);
      const written = await (seenRun !== null && this.loads ? this.load(values) : this.upsert(values));
      await this.count(runId, { read: batch.read, written, refused: batch.refused.length });
      if (progress) await this.advance(runId, progress);
      return written;
    });
  }

  /** Returns the last key that a segment of a run has stored, and whether the segment is complete. */
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

  async finishRun(runId: number, watermark: string, now: Date): Promise<void> {
    await this.session.execute("UPDATE backup_runs SET watermark = ?, finished_at = ? WHERE run_id = ?", [
      toDatetime(watermark),
      toDatetime(now.toISOString()),
      runId,
    ]);
  }

  /** Records that a restore begins to write, or continues. */
  async noteRestore(now: Date): Promise<void> {
    // As a run, whose number tells which runs began before it: the clocks of functions differ.
    const sql = "INSERT INTO backup_runs (mode, started_at) VALUES ('restore', ?)";
    await this.session.execute(sql, [toDatetime(now.toISOString())]);
  }

  /** Returns true if a restore has been recorded since a run began. */
  async restoredSince(runId: number): Promise<boolean> {
    const sql = "SELECT 1 FROM backup_runs WHERE run_id > ? AND mode = 'restore' LIMIT 1";
    return (await this.session.select(sql, [runId])).length > 0;
  }

  /** The number of rows that {@link removeUnseen} would remove, without those that expired before `now` (epoch seconds). */
  async countUnseen(runId: number, changedBefore: string, now: number): Promise<number> {
    return this.countWhere(`${UNSEEN} AND ${OPEN}`, [runId, toDatetime(changedBefore), now]);
  }

  /**
   * Removes, of the next rows by ID, those that a full run did not see and that were last changed before it.
   * @returns The number of removed rows, and the ID to continue after; undefined if these were the last.
   */
  async removeUnseen(
    runId: number,
    changedBefore: string,
    after: string,
  ): Promise<{ removed: number; next?: string }> {
    const [bound] = await this.session.select(
      "SELECT expense_id FROM expenses WHERE expense_id > ? ORDER BY expense_id LIMIT 1 OFFSET ?",
      [after, REMOVE_BATCH - 1],
    );
    const next: string | undefined = bound?.expense_id;
    const removed = await this.remove(
      runId,
      `expense_id > ? AND (? IS NULL OR expense_id <= ?) AND ${UNSEEN}`,
      [after, next ?? null, next ?? null, runId, toDatetime(changedBefore)],
    );
    return { removed, next };
  }

  /**
   * Removes rows whose time in the trash ended before `before` (epoch seconds).
   * @returns The number of removed rows.
   */
  async removeExpired(runId: number, before: number): Promise<number> {
    const removed = await this.remove(runId, `expires_at < ? LIMIT ${REMOVE_BATCH}`, [before]);
    return removed < REMOVE_BATCH ? removed : removed + (await this.removeExpired(runId, before));
  }

  /** Returns rows by ID, after the given one, without those that expired before `now` (epoch seconds). */
  async rowsAfter(after: string, now: number, limit: number): Promise<ExpenseRow[]> {
    return this.session.select<ExpenseRow>(
      `SELECT ${COLUMNS.join(", ")} FROM expenses
       WHERE expense_id > ? AND ${OPEN} ORDER BY expense_id LIMIT ?`,
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

  /** The number of rows, without those that expired before `now` (epoch seconds). */
  async countRows(now: number): Promise<number> {
    return this.countWhere(OPEN, [now]);
  }

  /**
   * Replaces rows by the same or a later version.
   * @returns the number of rows that were inserted or changed.
   */
  async repair(values: SqlValue[][]): Promise<number> {
    return this.upsert(values.map((row) => [...row, null]));
  }

  /** Stores rows that are likely new, as in the first backup. If one of them is not, upserts them and all that follow. */
  private async load(values: SqlValue[][]): Promise<number> {
    if (values.length === 0) return 0;
    const result = await this.session.load(LOAD, linesOf(values));
    if (isLoaded(result)) return result.affectedRows;
    this.loads = false;
    return result.affectedRows + (await this.upsert(values));
  }

  private async upsert(values: SqlValue[][]): Promise<number> {
    if (values.length === 0) return 0;
    return rowsChanged(await this.session.execute(UPSERT, [values]));
  }

  private async countWhere(condition: string, values: unknown[]): Promise<number> {
    const sql = `SELECT COUNT(*) AS count FROM expenses WHERE ${condition}`;
    const [row] = await this.session.select(sql, values);
    return Number(row?.count);
  }

  private remove(runId: number, condition: string, values: unknown[]): Promise<number> {
    return this.session.transaction(async () => {
      const { affectedRows } = await this.session.execute(`DELETE FROM expenses WHERE ${condition}`, values);
      await this.count(runId, { removed: affectedRows });
      return affectedRows;
    });
  }

  private async count(runId: number, counts: Partial<Counts>): Promise<void> {
    const { read = 0, written = 0, removed = 0, refused = 0 } = counts;
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
