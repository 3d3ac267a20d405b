import type { LedgerItem } from "../ledgers/ledgerSource";
import { sortedJson } from "../values/sortedJson";
import type { MysqlSession } from "./mysqlSession";

/** A row of the table `ledger_items`. */
export interface LedgerRow {
  ledger_id: string;
  version: number;
  item: string;
}

/** The row of an item. An item that was never saved has no version. */
export function toLedgerRow(item: LedgerItem): LedgerRow {
  return { ledger_id: item.ledgerId, version: item.version ?? 0, item: sortedJson(item) };
}

/** Ledgers by their IDs, in order. */
interface Range {
  /** The ledger before the first one. */
  after: string;
  /** The last ledger; undefined for all that follow. */
  through: string | undefined;
}

// "$" follows "#", which ends a prefix.
const OF_PREFIX = "kind >= ? AND kind < ?";
const rangeOf = (prefix: string) => [prefix, `${prefix.slice(0, -1)}$`];

const WITHIN = "kind = ? AND ledger_id > ? AND (? IS NULL OR ledger_id <= ?)";

/** A row of an item of which a ledger can have several: its kind is the item's sort key. */
export interface QueuedRow extends LedgerRow {
  kind: string;
}

type QueuedKey = Pick<QueuedRow, "kind" | "ledger_id">;

/** The table `ledger_items` in MySQL. */
export class LedgerTable {
  constructor(private readonly session: MysqlSession) {}

  /** Inserts rows, or replaces them by the same or a later version. */
  async store(kind: string, rows: readonly LedgerRow[]): Promise<void> {
    await this.storeQueued(rows.map((row) => ({ ...row, kind })));
  }

  /** Inserts rows, or replaces them, as {@link store} does. */
  async storeQueued(rows: readonly QueuedRow[]): Promise<void> {
    if (rows.length === 0) return;
    // The assignments run in this order.
    await this.session.execute(
      `INSERT INTO ledger_items (kind, ledger_id, version, item) VALUES ? ON DUPLICATE KEY UPDATE
       item = IF(VALUES(version) >= version, VALUES(item), item), version = GREATEST(version, VALUES(version))`,
      [rows.map((row) => [row.kind, row.ledger_id, row.version, row.item])],
    );
  }

  async rowsById(kind: string, ledgerIds: readonly string[]): Promise<Map<string, LedgerRow>> {
    if (ledgerIds.length === 0) return new Map();
    const rows = await this.session.select<LedgerRow>(
      "SELECT ledger_id, version, item FROM ledger_items WHERE kind = ? AND ledger_id IN (?)",
      [kind, ledgerIds],
    );
    return new Map(rows.map((row) => [row.ledger_id, row]));
  }

  /** The number of rows of a kind: of all ledgers, or of the given ones. */
  async count(kind: string, ledgerIds?: readonly string[]): Promise<number> {
    if (ledgerIds?.length === 0) return 0;
    const [row] = await this.session.select<{ count: number }>(
      `SELECT COUNT(*) AS count FROM ledger_items WHERE kind = ?${ledgerIds ? " AND ledger_id IN (?)" : ""}`,
      [kind, ledgerIds],
    );
    return Number(row?.count);
  }

  /** Rows in the order of ledgers, after the given one. */
  async rowsAfter(kind: string, after: string, limit: number): Promise<LedgerRow[]> {
    return this.session.select<LedgerRow>(
      "SELECT ledger_id, version, item FROM ledger_items WHERE kind = ? AND ledger_id > ? ORDER BY ledger_id LIMIT ?",
      [kind, after, limit],
    );
  }

  /** Returns rows whose kinds begin with a text that ends with `#`, by kind and ledger, after the given one. */
  async queuedAfter(prefix: string, after: QueuedKey, limit: number) {
    return this.session.select<QueuedRow>(
      `SELECT kind, ledger_id, version, item FROM ledger_items WHERE ${OF_PREFIX}
       AND (kind > ? OR (kind = ? AND ledger_id > ?)) ORDER BY kind, ledger_id LIMIT ?`,
      [...rangeOf(prefix), after.kind, after.kind, after.ledger_id, limit],
    );
  }

  /** Returns the rows that exist, by their keys. */
  async queuedOf(rows: readonly QueuedKey[]): Promise<QueuedRow[]> {
    if (rows.length === 0) return [];
    return this.session.select<QueuedRow>(
      "SELECT kind, ledger_id, version, item FROM ledger_items WHERE (kind, ledger_id) IN (?)",
      [rows.map(({ kind, ledger_id }) => [kind, ledger_id])],
    );
  }

  /** Removes rows by their keys. */
  async removeQueued(rows: readonly QueuedKey[]): Promise<void> {
    if (rows.length === 0) return;
    await this.session.execute("DELETE FROM ledger_items WHERE (kind, ledger_id) IN (?)", [
      rows.map(({ kind, ledger_id }) => [kind, ledger_id]),
    ]);
  }

  /** The ledgers of rows within a range, besides the given ones. */
  async others(kind: string, { after, through }: Range, ledgerIds: readonly string[]): Promise<string[]> {
    const rows = await this.session.select<LedgerRow>(
      `SELECT ledger_id FROM ledger_items WHERE ${WITHIN} AND ledger_id NOT IN (?)`,
      // A list must not be empty; no ledger has this ID.
      [kind, after, through ?? null, through ?? null, ["", ...ledgerIds]],
    );
    return rows.map((row) => row.ledger_id);
  }

  /** Removes rows of ledgers: those of one kind, or all. */
  async remove(ledgerIds: readonly string[], kind?: string): Promise<void> {
    if (ledgerIds.length === 0) return;
    await this.session.execute(
      "DELETE FROM ledger_items WHERE ledger_id IN (?) AND (? IS NULL OR kind = ?)",
      [ledgerIds, kind ?? null, kind ?? null],
    );
  }
}
