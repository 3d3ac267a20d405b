import type { ResultSetHeader } from "mysql2/promise";
import { COLUMNS } from "./backupRow";

const UPDATED = COLUMNS.filter((column) => column !== "expense_id" && column !== "updated_at");

/**
 * Replaces an existing row by the same or a later version, column by column. The time of the change decides which is
 * later: it grows with every version, even where an expense is created again under the key of one that is gone and its
 * versions restart. The assignments run in this order and see the effect of the earlier ones, so the column that all of
 * them compare with comes last.
 */
export const UPSERT = `INSERT INTO expenses (${COLUMNS.join(", ")}, seen_run) VALUES ? ON DUPLICATE KEY UPDATE ${[
  ...UPDATED.map(
    (column) => `${column} = IF(VALUES(updated_at) >= updated_at, VALUES(${column}), ${column})`,
  ),
  "seen_run = COALESCE(GREATEST(seen_run, VALUES(seen_run)), VALUES(seen_run), seen_run)",
  "updated_at = GREATEST(updated_at, VALUES(updated_at))",
].join(", ")}`;

/**
 * The number of rows that an upsert inserted or changed. The server counts an insert once and a change twice, and reports in `info`
 * how many changes there were; for a single row it reports nothing.
 */
export function rowsChanged({ info, affectedRows }: ResultSetHeader): number {
  const changed = /Duplicates: (\d+)/.exec(info)?.[1];
  return changed === undefined ? Math.min(affectedRows, 1) : affectedRows - Number(changed);
}
