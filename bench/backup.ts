import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { backUp } from "../domain/backup/backup";
import { COLUMNS, toValues } from "../domain/backup/backupRow";
import { BackupTables } from "../domain/backup/backupTables";
import { connectionOptions } from "../domain/backup/mysqlConnection";
import type { ExpenseItem } from "../domain/expenses/model";
import type { SqlValue } from "../domain/values/sqlValue";
import { changes } from "./changes";
import { inPages, madeUpExpenses, NO_LEDGERS } from "./expenses";
import { SCRATCH } from "./handlers";
import { interleave, type Result, type Run, ratioOf, spreadOf, timed } from "./harness";
import { type Database, startDatabase } from "./mariadb";

/** Number of rows in a load, and number of rows stored one by one, which takes too long for all of them. */
const ROWS = 50_000;
const SINGLE_ROWS = 2_000;
/** Each takes seconds. */
const TURNS = 9;

/** Goals 6 to 8: how fast a backup loads, and that the cost of the daily one depends on what changed. */
export async function backup(run: Run): Promise<Result[]> {
  run.say("Starting MariaDB");
  const database = await startDatabase();
  try {
    const counted = await changes(run, database.address);
    return run.quick ? counted : [...counted, ...(await load(run, database))];
  } finally {
    await database.stop();
  }
}

async function load({ say }: Run, database: Database): Promise<Result[]> {
  say(`Loading ${ROWS} rows in three ways, ${TURNS + 1} times`);
  const items = [...madeUpExpenses("ledger", ROWS)];
  const file = join(SCRATCH, "expenses.tsv");
  await writeFile(file, items.map((item) => `${toValues(item).map(escaped).join("\t")}\n`).join(""));
  const connection = await createConnection(await connectionOptions(database.address));
  const intoEmpty = (rows: number, work: () => Promise<unknown>) => async () => {
    await database.empty();
    const milliseconds = await timed(work);
    await requireRows(connection, rows);
    return rows / milliseconds;
  };
  const rowsPerMs = await interleave(TURNS, {
    backup: intoEmpty(ROWS, () => fullBackup(items, database)),
    import: intoEmpty(ROWS, () => database.import(file, COLUMNS)),
    single: intoEmpty(SINGLE_ROWS, () => oneByOne(items.slice(0, SINGLE_ROWS), connection)),
  });
  connection.destroy();
  const details = {
    rows: ROWS,
    backupRowsPerSecond: 1000 * spreadOf(rowsPerMs.backup).median,
    importRowsPerSecond: 1000 * spreadOf(rowsPerMs.import).median,
    singleRowsPerSecond: 1000 * spreadOf(rowsPerMs.single).median,
  };
  return [
    {
      goal: "6",
      what: "backup load in rows per second, against mariadb-import --local",
      kind: "time",
      figure: ratioOf(rowsPerMs.backup, rowsPerMs.import),
      unit: "×",
      limit: { atLeast: 0.8 },
      details,
    },
    {
      goal: "7",
      what: "backup load in rows per second, against upserts row by row, each committed",
      kind: "time",
      figure: ratioOf(rowsPerMs.backup, rowsPerMs.single),
      unit: "×",
      limit: { atLeast: 20 },
      details,
    },
  ];
}

/** Like the function, from items in memory instead of DynamoDB. */
async function fullBackup(items: readonly ExpenseItem[], { address }: Database): Promise<void> {
  const database = await BackupTables.open(address);
  try {
    await backUp(
      { mode: "full", segment: 0, segments: 1 },
      {
        database,
        source: { changes: () => inPages([]), segment: () => inPages(items) },
        ledgers: NO_LEDGERS,
        // The job's own record in DynamoDB is not part of loading MySQL.
        succeeded: async () => {},
        segments: 1,
        now: () => new Date(),
        hasTime: () => true,
      },
    );
  } finally {
    database.close();
  }
}

/** The same upsert row by row, each in its own transaction. */
async function oneByOne(items: readonly ExpenseItem[], connection: Connection): Promise<void> {
  const updates = COLUMNS.map((column) => `${column} = VALUES(${column})`);
  const sql = `INSERT INTO expenses (${COLUMNS.join(", ")}) VALUES (?) ON DUPLICATE KEY UPDATE ${updates.join(", ")}`;
  for (const item of items) await connection.query(sql, [toValues(item)]);
}

async function requireRows(connection: Connection, rows: number): Promise<void> {
  const [[counted]] = await connection.query<RowDataPacket[]>("SELECT COUNT(*) AS count FROM expenses");
  if (counted?.count !== rows) throw new Error(`${counted?.count} of ${rows} rows were loaded.`);
}

/** A value as `LOAD DATA` reads it. */
function escaped(value: SqlValue): string {
  return value === null ? "\\N" : String(value).replaceAll(/[\\\t\n]/g, "\\$&");
}
