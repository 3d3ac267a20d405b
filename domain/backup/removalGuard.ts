import { PROFILE } from "../ledgers/ledgerKeys";
import type { LedgerSource } from "../ledgers/ledgerSource";
import { epochSeconds } from "../values/day";
import type { BackupTables } from "./backupTables";
import type { BackupRun } from "./model";

/** A full run would remove rows that are likely the last copy of what the table lost. A retry would find the same. */
class RemovalRefusedError extends Error {
  override readonly name = "RemovalRefusedError";
}

/**
 * A full run that found less than a tenth of the backup does not remove the rest: the table is new, or was emptied.
 * Erased accounts do not count: their rows expire, and their ledgers are known as closed.
 */
const TIMES = 10;

/** Input with which an operator confirms that the backup may lose most of its rows. */
const CONFIRMATION = '{"mode":"full","removesMost":true}';

/**
 * Keeps restores out until the connection ends.
 * @throws BusyError while a restore is writing.
 */
export async function keepRestoresOut(database: BackupTables): Promise<void> {
  await database.lock("restore");
}

/**
 * Keeps restores out while a full run removes rows.
 * @throws RemovalRefusedError if a restore wrote since the run began: the run may have read the table before it.
 */
export async function refuseBesideRestore(run: BackupRun, database: BackupTables): Promise<void> {
  await keepRestoresOut(database);
  if (await database.restoredSince(run.id))
    throw new RemovalRefusedError(
      `A restore has written to the table since run ${run.id} began, and the run may have missed that. Nothing more is removed: start the full backup again when the restore has ended.`,
    );
}

/** @throws RemovalRefusedError if the run found next to nothing of what the backup holds. */
export async function refuseToEmpty(
  run: BackupRun,
  changedBefore: string,
  options: { database: BackupTables; ledgers: LedgerSource; now: () => Date },
): Promise<void> {
  const { database, now } = options;
  const unseen = await database.countUnseen(run.id, changedBefore, epochSeconds(now()));
  refuse("expenses", run.counts.read, run.counts.read + unseen);
  const { found, rows } = await countLedgers(options);
  refuse("ledgers", found, rows);
}

function refuse(what: string, found: number, rows: number): void {
  if (found * TIMES >= rows) return;
  throw new RemovalRefusedError(
    `The table has ${found} of the ${rows} ${what} in the backup, so nothing is removed. If the table is new or lost its data, restore it from the backup first. If it is right, start the full backup with ${CONFIRMATION}.`,
  );
}

/** Counts ledgers on both sides, as far as it takes to see that the table has enough of them. */
async function countLedgers({ database, ledgers }: { database: BackupTables; ledgers: LedgerSource }) {
  let rows = await database.ledgers.count(PROFILE);
  for await (const ids of ledgers.closed()) rows -= await database.ledgers.count(PROFILE, ids);
  let found = 0;
  if (rows <= 0) return { found, rows: 0 };
  for await (const items of ledgers.items(PROFILE)) {
    found += items.length;
    if (found * TIMES >= rows) break;
  }
  return { found, rows };
}
