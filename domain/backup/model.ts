import type { ExpenseItem } from "../expenses/model";
import type { SqlValue } from "../values/sqlValue";
import type { RefusedRow } from "./backupRow";

/** Rows that a run or a batch read and changed. */
export interface Counts {
  read: number;
  written: number;
  removed: number;
  /** Expenses that MySQL cannot hold. */
  refused: number;
}

/** A run of the backup, as `backup_runs` holds it, besides a line of the mode `restore` for each call of a restore. */
export interface BackupRun {
  id: number;
  mode: "changes" | "full";
  segments: number;
  /** UTC, ISO 8601. */
  startedAt: string;
  /** Time up to which the run has read the changes, UTC. */
  position?: string;
  counts: Counts;
}

/** Progress of a run after a batch, stored with the batch in one transaction. */
export type Progress = { position: string; watermark: string } | { segment: number; lastKey: string };

/** Maximum number of examples in a summary for each of its counts. */
export const MAX_EXAMPLES = 20;

/** Rows that are stored in one transaction. */
export interface Batch {
  /** Number of expenses that the batch was built from. */
  read: number;
  values: SqlValue[][];
  refused: RefusedRow[];
  /** The last expense from which a run can continue. Absent if MySQL holds the place of none. */
  last?: ExpenseItem;
}

/** The sum of a ledger's rows in one currency, computed by MySQL. */
export interface SumRow {
  ledger_id: string;
  currency: string;
  count: number;
  total: string;
}
