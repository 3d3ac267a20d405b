import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { applySchema } from "../../domain/backup/migrations";
import type { DatabaseAddress } from "../../domain/backup/mysqlConnection";
import { type MariaDb, startMariaDb } from "../../local/services/rds/mariadb";
import { installMariaDb } from "../../local/services/rds/mariadbInstall";

const ROOT = join(__dirname, "../..");
export const ADMIN = { user: "admin", password: "test's own" };
const BACKUP_USER = "expenses_backup";
const MIGRATOR = "expenses_migrator";

/** A MariaDB server with the program's schema, and an administrator's connection to look at it. */
export class TestDatabase {
  private connection?: Connection;

  constructor(
    private server: MariaDb,
    private readonly start: () => Promise<MariaDb>,
    private readonly database: string,
  ) {}

  /** As the backup functions connect. */
  get address(): DatabaseAddress {
    return {
      host: this.server.socket,
      port: 3306,
      database: this.database,
      user: BACKUP_USER,
      region: "us-east-1",
      certificates: "",
    };
  }

  /** Ends the server as a power cut would. */
  async kill(): Promise<void> {
    await this.server.kill();
  }

  async select(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    this.connection ??= await createConnection({
      ...ADMIN,
      socketPath: this.server.socket,
      database: this.database,
      dateStrings: true,
      multipleStatements: true,
    });
    const [rows] = await this.connection.query<RowDataPacket[]>(sql, values);
    return rows;
  }

  /** Starts the server again over the same data, at the same address, whether it still runs or not. */
  async restart(): Promise<void> {
    this.disconnect();
    this.server = await this.start();
  }

  async applySchema(schema?: string): Promise<unknown> {
    const text = schema ?? (await readFile(join(ROOT, "schema.sql"), "utf8"));
    // Afterwards nobody can connect as the administrator.
    await this.select("DO 0");
    const { address } = this;
    return applySchema(
      {
        master: { ...address, user: ADMIN.user },
        migrator: { ...address, user: MIGRATOR },
        backupUser: BACKUP_USER,
      },
      ADMIN.password,
      text,
    );
  }

  async stop(): Promise<void> {
    this.disconnect();
    await this.server.stop();
  }

  private disconnect(): void {
    this.connection?.destroy();
    this.connection = undefined;
  }
}

/** Gives the tests of a `describe` a server of their own, with the schema applied. */
export function useDatabase(): () => TestDatabase {
  let database: TestDatabase | undefined;
  let folder: string;
  before(async function () {
    this.timeout(120_000);
    folder = await mkdtemp(join(tmpdir(), "expenses-database-"));
    const install = await installMariaDb(join(ROOT, ".engines"));
    const start = () => startMariaDb(install, join(folder, "data"), { ...ADMIN, database: "expenses" });
    database = new TestDatabase(await start(), start, "expenses");
    await database.applySchema();
  });
  after(async () => {
    await database?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return () => {
    if (database === undefined) throw new Error("The database is there inside of tests and hooks only.");
    return database;
  };
}
