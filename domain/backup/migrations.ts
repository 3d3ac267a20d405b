import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import * as z from "zod";
import { grantBackup, handOver } from "./databaseUsers";
import { connectionOptions, type DatabaseAddress } from "./mysqlConnection";

/** Request of the deployment: the master user's password. */
export const schemaRequest = z.strictObject({ password: z.string().min(1, "must not be empty") });

/** A change of the schema, applied once. */
interface Migration {
  version: number;
  title: string;
  /** SQL statements. */
  sql: string;
}

interface SchemaResult {
  /** The version that the database has now. */
  version: number;
  /** Versions that this call applied. */
  applied: number[];
}

const HEADING = /^-- migration (\d+): (.+)$/gm;

/**
 * Reads the migrations of a schema file, each headed by `-- migration N: what it does`.
 * @throws Error if they are not numbered 1, 2, 3 …
 */
export function parseMigrations(text: string): Migration[] {
  const headings = [...text.matchAll(HEADING)];
  const migrations = headings.map((heading, index) => ({
    version: Number(heading[1]),
    title: heading[2] ?? "",
    sql: text.slice(heading.index, headings[index + 1]?.index),
  }));
  const misplaced = migrations.find(({ version }, index) => version !== index + 1);
  if (misplaced) {
    throw new Error(
      `schema.sql: migration ${misplaced.version} is out of order; number them 1, 2, 3 … as they stand.`,
    );
  }
  return migrations;
}

/** The database and its users. */
interface SchemaTarget {
  /** Address of the master user. */
  master: DatabaseAddress;
  /** Address of the user that changes the schema, which RDS authenticates by IAM. */
  migrator: DatabaseAddress;
  /** Name of the user that backs up. */
  backupUser: string;
}

/**
 * Applies the schema to the database, after creating its users.
 *
 * @param password The master user's; used in the first call only.
 */
export async function applySchema(
  { master, migrator, backupUser }: SchemaTarget,
  password: string,
  schema: string,
): Promise<SchemaResult> {
  await handOver(master, password, { migrator: migrator.user, backup: backupUser });
  const connection = await createConnection(await connectionOptions(migrator));
  try {
    // With two concurrent deployments, the second waits and finds everything done.
    const [[lock]] = await connection.query<RowDataPacket[]>(
      "SELECT GET_LOCK('expenses.schema', 60) AS granted",
    );
    if (lock?.granted !== 1)
      throw new Error("Another deployment is still changing the schema: deploy again.");
    const result = await migrate(connection, parseMigrations(schema));
    await grantBackup(connection, migrator.database, backupUser);
    return result;
  } finally {
    await connection.end();
  }
}

async function migrate(connection: Connection, migrations: readonly Migration[]): Promise<SchemaResult> {
  await connection.query(
    `CREATE TABLE IF NOT EXISTS schema_version (
       version INT UNSIGNED NOT NULL PRIMARY KEY,
       title VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL,
       applied_at DATETIME(3) NOT NULL
     ) ENGINE = InnoDB`,
  );
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT MAX(version) AS version FROM schema_version",
  );
  const current = Number(rows[0]?.version ?? 0);
  const due = migrations.filter(({ version }) => version > current);
  for (const { version, title, sql } of due) {
    for (const statement of statementsOf(sql)) await applyOnce(connection, statement);
    await connection.query("INSERT INTO schema_version VALUES (?, ?, UTC_TIMESTAMP(3))", [version, title]);
  }
  return { version: due.at(-1)?.version ?? current, applied: due.map(({ version }) => version) };
}

/** The statements of a migration. Each ends with a semicolon at the end of a line. */
function statementsOf(sql: string): string[] {
  const statements = sql.replace(/^--.*$/gm, "").split(/;\s*$/m);
  return statements.map((statement) => statement.trim()).filter(Boolean);
}

/** ER_DUP_FIELDNAME and ER_DUP_KEYNAME. */
const DUPLICATE = [1060, 1061];

/** Runs a statement. An attempt that was cut off may already have added its column or its index. */
async function applyOnce(connection: Connection, statement: string): Promise<void> {
  try {
    await connection.query(statement);
  } catch (error) {
    const isApplied = error instanceof Error && "errno" in error && DUPLICATE.includes(Number(error.errno));
    if (!isApplied) throw error;
  }
}
