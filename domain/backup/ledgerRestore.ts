import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { CONCURRENT_REQUESTS } from "../aws/clientDefaults";
import { written } from "../aws/conditionally";
import { LedgerHints } from "../ledgers/ledgerHints";
import { PROFILE, USER } from "../ledgers/ledgerKeys";
import { BACKED_UP_KINDS } from "../ledgers/ledgerSource";
import { withoutFormerUser } from "../ledgers/memberRules";
import type { Members } from "../ledgers/model";
import { ledgerOf } from "../ledgers/storedLedger";
import { inBatches } from "../values/batches";
import type { LedgerRow, LedgerTable } from "./ledgerTable";

const PAGE_ROWS = 1000;

interface LedgerRestoreOptions {
  db: DynamoDBDocumentClient;
  /** Name of the `Ledgers` table. */
  table: string;
  /** Writes only what nobody has saved since; false also overwrites older versions. */
  onlyMissing: boolean;
}

/**
 * Writes the items of ledgers back, except those of closed accounts.
 * @returns The number of items that were written.
 */
export async function restoreLedgers(
  rows: Pick<LedgerTable, "rowsAfter">,
  options: LedgerRestoreOptions,
): Promise<number> {
  let written = 0;
  for (const kind of BACKED_UP_KINDS) {
    let page: LedgerRow[];
    let after = "";
    do {
      page = await rows.rowsAfter(kind, after, PAGE_ROWS);
      written += await writeItems(kind, page, options);
      after = page.at(-1)?.ledger_id ?? after;
    } while (page.length === PAGE_ROWS);
  }
  return written;
}

async function writeItems(kind: string, rows: LedgerRow[], options: LedgerRestoreOptions): Promise<number> {
  const ids = rows.map((row) => row.ledger_id);
  const { db, table, onlyMissing } = options;
  const keys = ids.flatMap((ledgerId) => [kind, USER].map((sk) => ({ ledgerId, sk })));
  const items = await batchGet(db, table, keys, ["ledgerId", "sk", "version", "closed"]);
  const stored = new Map(items.filter(({ sk }) => sk === kind).map((item) => [item.ledgerId, item]));
  const closed = new Set(items.filter((item) => item.closed !== undefined).map(({ ledgerId }) => ledgerId));
  const due = rows.filter((row) => {
    const item = stored.get(row.ledger_id);
    if (closed.has(row.ledger_id)) return false;
    if (item?.version === undefined) return true;
    return Number(item.version) < (onlyMissing ? Math.min(row.version, 1) : row.version);
  });
  const restored = kind === PROFILE ? await restoredLedgers(due, options) : due.map(itemOfRow);
  let written = 0;
  for (const batch of inBatches(restored, CONCURRENT_REQUESTS)) {
    const outcomes = await Promise.all(batch.map((item) => writeItem(kind, item, options)));
    written += outcomes.filter(Boolean).length;
  }
  return written;
}

/**
 * The ledgers of rows, without members whose account is closed by now, and without invitations, which may have been
 * used since.
 */
async function restoredLedgers(
  rows: readonly LedgerRow[],
  { db, table }: LedgerRestoreOptions,
): Promise<RestoredItem[]> {
  const ledgers = rows.map(({ ledger_id, item }) => ledgerOf(ledger_id, JSON.parse(item)));
  const members = new Set(ledgers.flatMap((one) => Object.keys(one.members ?? {})));
  const keys = [...members].map((ledgerId) => ({ ledgerId, sk: USER }));
  const users = await batchGet(db, table, keys, ["ledgerId", "closed"]);
  const gone = users.filter(({ closed }) => closed !== undefined).map(({ ledgerId }) => String(ledgerId));
  const now = new Date();
  return ledgers.map(({ invitations: _invitations, ...ledger }) => {
    for (const userId of gone) Object.assign(ledger, withoutFormerUser(ledger, userId, now));
    const { exists: _exists, ...profile } = ledger;
    return profile;
  });
}

/** An item as it was, without its keys. */
interface RestoredItem {
  id: string;
  version: number;
  members?: Members;
}

function itemOfRow({ ledger_id: id, version, item }: LedgerRow): RestoredItem {
  const { ledgerId: _ledger, sk: _kind, ...others } = JSON.parse(item);
  return { ...others, id, version };
}

/** A profile that a request created by itself has version 0: overwriting it loses nobody's choice. */
async function writeItem(
  kind: string,
  { id, ...item }: RestoredItem,
  { db, table, onlyMissing }: LedgerRestoreOptions,
): Promise<boolean> {
  const hints = new LedgerHints(db, table);
  for (const userId of Object.keys(item.members ?? {})) await hints.add(userId, id, new Date());
  return written(
    db.send(
      new PutCommand({
        TableName: table,
        Item: { ...item, ledgerId: id, sk: kind },
        ConditionExpression: "attribute_not_exists(version) OR version < :version",
        ExpressionAttributeValues: {
          ":version": onlyMissing ? Math.min(item.version, 1) : item.version,
        },
      }),
    ),
  );
}
