import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { type BackupSummary, backUp } from "../domain/backup/backup";
import { BackupTables } from "../domain/backup/backupTables";
import { connectionOptions, type DatabaseAddress } from "../domain/backup/mysqlConnection";
import { DynamoExpenseSource, type ExpenseSource } from "../domain/expenses/expenseSource";
import type { ExpenseItem } from "../domain/expenses/model";
import { JobLog } from "../domain/jobs/jobLog";
import { HOUR_MS } from "../domain/values/duration";
import { inPages, madeUp, NO_LEDGERS } from "./expenses";
import { exactly, type Result, type Run } from "./harness";
import { LARGE_LEDGER, SMALL_COUNT, withTable } from "./tables";
import type { Wire } from "./wire";

/** Long after all generated expenses, so that only the changes are new. */
const CHANGED_AT = Date.UTC(2026, 9, 20, 12);

interface Cost {
  /** Items that DynamoDB read. */
  read: number;
  readUnits: number;
  /** Rows that MySQL wrote, of all its tables. */
  written: number;
}

/** Goal 8: that the cost of a daily backup depends on what changed, not on the size of the table. */
export async function changes(run: Run, address: DatabaseAddress): Promise<Result[]> {
  const { small, large, changed } = run.quick
    ? { small: 1_100, large: 10_000, changed: 1_000 }
    : { small: 10_100, large: 1_000_000, changed: 10_000 };
  const inSmall = await withTable(small, run, (wire) => costOf(changed, small, wire, address));
  run.say(`Backing up ${changed} changes in a table of ${large}`);
  const inLarge = await withTable(large, run, (wire) => costOf(changed, large, wire, address));
  return [
    {
      goal: "8",
      what: `items read and rows written to back up ${changed} changes, of ${large} expenses against ${small}`,
      kind: "count",
      figure: exactly(Math.max(inLarge.read / inSmall.read, inLarge.written / inSmall.written)),
      unit: "×",
      limit: { atMost: 1.05 },
      details: {
        readOfLarge: inLarge.read,
        readOfSmall: inSmall.read,
        readUnitsOfLarge: inLarge.readUnits,
        writtenOfLarge: inLarge.written,
        writtenOfSmall: inSmall.written,
      },
    },
  ];
}

async function costOf(changed: number, table: number, wire: Wire, address: DatabaseAddress): Promise<Cost> {
  await wire.load(changedExpenses(changed, table));
  const connection = await createConnection(await connectionOptions(address));
  for (const table of ["expenses", "backup_segments", "backup_runs"])
    await connection.query(`DELETE FROM ${table}`);
  // An empty run that sets a watermark; without one, everything is backed up.
  const nothing = { changes: () => inPages([]), segment: () => inPages([]) };
  await backUpFrom(nothing, "full", CHANGED_AT - 2 * HOUR_MS, wire, address);

  const writtenBefore = await rowsWritten(connection);
  const counts = await wire.counting(async () => {
    const source = new DynamoExpenseSource(wire.db, "Expenses");
    const { written } = await backUpFrom(source, "changes", CHANGED_AT + HOUR_MS, wire, address);
    if (written !== changed) throw new Error(`${written} of ${changed} changes were backed up.`);
  });
  const cost = {
    read: counts.itemsRead,
    readUnits: counts.readUnits,
    written: (await rowsWritten(connection)) - writtenBefore,
  };
  connection.destroy();
  return cost;
}

/** Changes of expenses in a table with `table` expenses. */
function* changedExpenses(count: number, table: number): Generator<ExpenseItem> {
  for (let index = 0; index < count; index += 1) {
    const updatedAt = new Date(CHANGED_AT + index).toISOString();
    yield { ...madeUp(LARGE_LEDGER, index, table - SMALL_COUNT), amount: 1, updatedAt, version: 2 };
  }
}

async function backUpFrom(
  source: ExpenseSource,
  mode: "full" | "changes",
  now: number,
  wire: Wire,
  address: DatabaseAddress,
): Promise<BackupSummary> {
  const database = await BackupTables.open(address);
  try {
    const request = mode === "full" ? ({ mode, segment: 0, segments: 1 } as const) : { mode };
    const result = await backUp(request, {
      source,
      database,
      ledgers: NO_LEDGERS,
      succeeded: (at) => new JobLog(wire.db, "Ledgers").succeeded("backup", at),
      segments: 1,
      now: () => new Date(now),
      hasTime: () => true,
    });
    if (!("finished" in result)) throw new Error("The backup made a plan instead of a backup.");
    return result;
  } finally {
    database.close();
  }
}

/** Rows that the server has inserted, updated and deleted since it started. */
async function rowsWritten(connection: Connection): Promise<number> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SHOW GLOBAL STATUS WHERE Variable_name IN ('Handler_write', 'Handler_update', 'Handler_delete')",
  );
  return rows.reduce((total, { Value }) => total + Number(Value), 0);
}
