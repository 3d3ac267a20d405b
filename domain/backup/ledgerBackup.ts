import { BACKED_UP_KINDS, type BackedUpKind, type LedgerSource } from "../ledgers/ledgerSource";
import { type LedgerTable, toLedgerRow } from "./ledgerTable";
import type { Difference } from "./verifyRows";

/** The last ledger whose item of a kind was copied; earlier kinds are complete. */
export interface LedgerPosition {
  kind: BackedUpKind;
  after: string;
}

/** The position where a copy begins. */
export const FIRST_POSITION: LedgerPosition = { kind: BACKED_UP_KINDS[0], after: "" };

/**
 * Copies what is known of ledgers besides their expenses: all of it each time, which is one small item per ledger.
 * Removes what belongs to a closed account. Otherwise a run of changes keeps a row without an item: if the table lost
 * data, the row is the copy of it.
 *
 * @param removeOthers Removes such rows too, as a full run does, so that the backup equals the table.
 * @returns the position to continue from if time was up; undefined if this was all.
 */
export async function copyLedgers(
  source: LedgerSource,
  table: LedgerTable,
  { removeOthers, from, hasTime }: { removeOthers: boolean; from: LedgerPosition; hasTime: () => boolean },
): Promise<LedgerPosition | undefined> {
  for (const kind of BACKED_UP_KINDS.slice(BACKED_UP_KINDS.indexOf(from.kind))) {
    const start = kind === from.kind ? from.after : "";
    for await (const { rows, others } of pages(kind, source, table, start)) {
      await table.store(kind, rows);
      if (removeOthers) await table.remove(others, kind);
      const after = rows.at(-1)?.ledger_id;
      if (after !== undefined && !hasTime()) return { kind, after };
    }
  }
  for await (const ids of source.closed()) await table.remove(ids);
  return undefined;
}

export interface LedgerComparison {
  /**
   * Rows that were missing or behind and were updated to their item. Nothing records when an item changed, so they may
   * be new.
   */
  behind: number;
  differences: Difference[];
}

/** Compares each item with its row. */
export async function compareLedgers(source: LedgerSource, table: LedgerTable): Promise<LedgerComparison> {
  const result: LedgerComparison = { behind: 0, differences: [] };
  const extras = new Set<string>();
  for (const kind of BACKED_UP_KINDS) {
    for await (const { rows, others } of pages(kind, source, table)) {
      for (const id of others) extras.add(id);
      const found = await table.rowsById(
        kind,
        rows.map((row) => row.ledger_id),
      );
      const behind = rows.filter((row) => row.version > (found.get(row.ledger_id)?.version ?? -1));
      result.behind += behind.length;
      for (const row of rows) {
        const copy = found.get(row.ledger_id);
        if (copy === undefined || copy.version < row.version || copy.item === row.item) continue;
        result.differences.push({ what: `${kind} of ${row.ledger_id}`, kind: "different" });
      }
      // An equal version with different content is replaced as well; a later one is not.
      await table.store(kind, rows);
    }
  }
  // Rows of closed accounts are removed by the next backup.
  for await (const ids of source.closed()) for (const id of ids) extras.delete(id);
  for (const what of extras) result.differences.push({ what, kind: "extra" });
  return result;
}

/** The rows that items produce, page by page, and the IDs of other rows between them. */
async function* pages(kind: string, source: LedgerSource, table: LedgerTable, start = "") {
  let after = start;
  for await (const items of source.items(kind, start)) {
    const rows = items.map(toLedgerRow);
    const ids = rows.map((row) => row.ledger_id);
    const through = ids.at(-1);
    if (through === undefined) continue;
    yield { rows, others: await table.others(kind, { after, through }, ids) };
    after = through;
  }
  yield { rows: [], others: await table.others(kind, { after, through: undefined }, []) };
}
