import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { written } from "../aws/conditionally";
import type { AccessReader } from "../ledgers/accessReader";
import { isSharedLedgerId } from "../ledgers/ledgerIds";
import { RULE } from "../ledgers/ledgerKeys";
import { type LedgerSource, type QueuedItem, textOfKey } from "../ledgers/ledgerSource";
import { epochSeconds } from "../values/day";
import type { LedgerComparison } from "./ledgerBackup";
import { type LedgerTable, type QueuedRow, toLedgerRow } from "./ledgerTable";

// Recurring expenses are several items per ledger, listed by their queue. The remains of a deleted one are copied as
// well, until they expire: a restore must not bring the rule back. Otherwise a row without an item stays: if the table
// lost data, the row is the copy of it.

const PAGE_ROWS = 500;

type RuleTable = Pick<LedgerTable, "storeQueued" | "queuedAfter" | "queuedOf" | "removeQueued">;

/**
 * Copies the recurring expenses of all ledgers, and removes expired ones.
 * @param removeOthers Removes rows without an item too, as a full run does, so that the backup equals the table.
 */
export async function copyRules(
  source: LedgerSource,
  table: RuleTable,
  { removeOthers, now }: { removeOthers: boolean; now: Date },
): Promise<void> {
  for await (const items of source.queued("rules")) await table.storeQueued(items.map(rowOf));
  for await (const rows of pages(table)) {
    const gone = removeOthers ? await withoutItem(source, rows) : [];
    await table.removeQueued([...rows.filter((row) => isOver(row, now)), ...gone]);
  }
}

/** Compares each rule with its row, and updates rows that are behind. */
export async function compareRules(
  source: LedgerSource,
  table: RuleTable,
  now: Date,
): Promise<LedgerComparison> {
  const result: LedgerComparison = { behind: 0, differences: [] };
  for await (const items of source.queued("rules")) {
    const rows = items.map(rowOf);
    const copies = new Map((await table.queuedOf(rows)).map((row) => [nameOf(row), row]));
    for (const row of rows) {
      const copy = copies.get(nameOf(row));
      if (copy === undefined || copy.version < row.version) result.behind += 1;
      else if (copy.version === row.version && copy.item !== row.item) {
        result.differences.push({ what: nameOf(row), kind: "different" });
      }
    }
    // An equal version with different content is replaced as well; a later one is not.
    await table.storeQueued(rows);
  }
  const closed = new Set<string>();
  for await (const ids of source.closed()) for (const id of ids) closed.add(id);
  for await (const rows of pages(table)) {
    const extra = (await withoutItem(source, rows)).filter(
      (row) => !isOver(row, now) && !closed.has(row.ledger_id),
    );
    result.differences.push(...extra.map((row) => ({ what: nameOf(row), kind: "extra" as const })));
  }
  return result;
}

interface RuleRestoreOptions {
  db: DynamoDBDocumentClient;
  /** Name of the `Ledgers` table. */
  table: string;
  /** Writes only missing rules; false also overwrites older versions. */
  onlyMissing: boolean;
  access: Pick<AccessReader, "read">;
  now: Date;
}

/**
 * Writes recurring expenses back, except those of closed accounts and erased ledgers. Occurrences posted since the
 * backup are not posted again, because their IDs derive from their days.
 * @returns The number of items that were written.
 */
export async function restoreRules(table: RuleTable, options: RuleRestoreOptions): Promise<number> {
  let written = 0;
  for await (const rows of pages(table)) {
    const stored = await storedVersions(rows, options);
    for (const row of rows) {
      const version = stored.get(nameOf(row));
      if (
        isOver(row, options.now) ||
        (version !== undefined && (options.onlyMissing || version >= row.version))
      )
        continue;
      if ((await isOpen(row.ledger_id, options)) && (await writeItem(row, options))) written += 1;
    }
  }
  return written;
}

async function storedVersions(rows: readonly QueuedRow[], { db, table }: RuleRestoreOptions) {
  const keys = rows.map(keyOf);
  const items = (await batchGet(db, table, keys, ["ledgerId", "sk", "version"])) as QueuedItem[];
  return new Map(items.map((item) => [textOfKey(item), item.version ?? 0]));
}

async function isOpen(ledgerId: string, { access }: RuleRestoreOptions): Promise<boolean> {
  const { record, ledger } = await access.read(ledgerId, ledgerId);
  return record.closed === undefined && (ledger.exists || !isSharedLedgerId(ledgerId));
}

async function writeItem(row: QueuedRow, { db, table, onlyMissing }: RuleRestoreOptions): Promise<boolean> {
  const older = { ExpressionAttributeValues: { ":version": row.version } };
  return written(
    db.send(
      new PutCommand({
        TableName: table,
        Item: { ...JSON.parse(row.item), ...keyOf(row) },
        ConditionExpression: `attribute_not_exists(sk)${onlyMissing ? "" : " OR version < :version"}`,
        ...(!onlyMissing && older),
      }),
    ),
  );
}

const rowOf = (item: QueuedItem): QueuedRow => ({ ...toLedgerRow(item), kind: item.sk });
const keyOf = ({ kind: sk, ledger_id: ledgerId }: Pick<QueuedRow, "kind" | "ledger_id">) => ({
  ledgerId,
  sk,
});
const nameOf = (row: QueuedRow) => textOfKey(keyOf(row));

/** Returns true if the remains of a deleted rule have expired. */
function isOver({ item }: QueuedRow, now: Date): boolean {
  const { expiresAt } = JSON.parse(item) as { expiresAt?: number };
  return expiresAt !== undefined && expiresAt <= epochSeconds(now);
}

async function withoutItem(source: LedgerSource, rows: readonly QueuedRow[]): Promise<QueuedRow[]> {
  const present = await source.present(rows.map(keyOf));
  return rows.filter((row) => !present.has(nameOf(row)));
}

/** All rows of rules. */
async function* pages(table: RuleTable): AsyncGenerator<QueuedRow[]> {
  let after = { kind: "", ledger_id: "" };
  for (;;) {
    const rows = await table.queuedAfter(RULE, after, PAGE_ROWS);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return;
    after = last;
  }
}
