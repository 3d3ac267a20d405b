import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createConnection } from "mysql2/promise";
import { applySchema } from "../domain/backup/migrations";
import { connectionOptions, type DatabaseAddress } from "../domain/backup/mysqlConnection";
import { startMariaDb } from "../local/services/rds/mariadb";
import { installMariaDb } from "../local/services/rds/mariadbInstall";
import { ENV, ROOT, SCRATCH } from "./handlers";

const run = promisify(execFile);

/** A database with the backup's tables, over an empty folder of its own. */
export interface Database {
  address: DatabaseAddress;
  /** Loads a file of tab-separated values into the table with the file's name, by `mariadb-import --local`. */
  import(file: string, columns: readonly string[]): Promise<void>;
  /** Truncates the table: deleted rows would be purged later, during the next measurement. */
  empty(): Promise<void>;
  stop(): Promise<void>;
}

/** The server's own password does not matter: nobody else can open its socket. */
const PASSWORD = "bench";

export async function startDatabase(): Promise<Database> {
  const install = await installMariaDb(join(ROOT, ".engines"));
  const client = await installClient();
  const folder = await mkdtemp(join(tmpdir(), "expenses-bench-db-"));
  const setup = { database: "expenses", user: "bench", password: PASSWORD };
  const server = await startMariaDb(install, folder, setup);
  const address = { ...ENV.database, host: server.socket, user: ENV.backupUser };
  const owner = { ...address, user: setup.user };
  const connection = await createConnection(await connectionOptions(owner, PASSWORD));
  const target = { master: owner, migrator: { ...address, user: "migrator" }, backupUser: ENV.backupUser };
  await applySchema(target, PASSWORD, ENV.schema);
  // `applySchema` replaces the password.
  await connection.query("ALTER USER ?@'%' IDENTIFIED BY ?", [setup.user, PASSWORD]);
  return {
    address,
    async empty() {
      await connection.query("TRUNCATE TABLE expenses");
    },
    async import(file, columns) {
      await run(client, [
        "--no-defaults",
        "--local",
        `--socket=${server.socket}`,
        `--user=${setup.user}`,
        `--password=${PASSWORD}`,
        "--default-character-set=utf8mb4",
        `--columns=${columns.join(",")}`,
        setup.database,
        file,
      ]);
    },
    async stop() {
      connection.destroy();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `mariadb-import` of this machine, or from Debian's or Ubuntu's package, fetched without root. */
async function installClient(): Promise<string> {
  const fetched = join(SCRATCH, "mariadb-client");
  const inPackage = join(fetched, "usr", "bin", "mariadb-import");
  for (const candidate of ["mariadb-import", inPackage]) {
    if (await works(candidate)) return candidate;
  }
  await mkdir(SCRATCH, { recursive: true });
  const work = await mkdtemp(`${fetched}-`);
  try {
    await run("apt-get", ["download", "-q", "mariadb-client"], { cwd: work });
    const [file = ""] = await readdir(work);
    await run("dpkg", ["-x", join(work, file), join(work, "root")]);
    await rename(join(work, "root"), fetched);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return inPackage;
}

async function works(command: string): Promise<boolean> {
  try {
    await run(command, ["--version"]);
    return true;
  } catch {
    return false; // It does not exist.
  }
}
