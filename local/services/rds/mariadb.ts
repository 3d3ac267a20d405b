import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { userInfo } from "node:os";
import { join, resolve } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { LocalCloudError } from "../../engine/localCloudError";
import { endLeftover, type Leftovers, PID_FILE } from "./leftover";
import type { MariaDbInstall } from "./mariadbInstall";

/** Database and user of a running server. They are created if missing; the password is always reset. */
interface DatabaseSetup {
  database: string;
  user: string;
  password: string;
}

/** A running MariaDB server of our own. */
export interface MariaDb {
  /** Path of the socket, the only way to it. */
  readonly socket: string;
  readonly pid: number;
  /** Ends it in an orderly way. */
  stop(): Promise<void>;
  /** Ends it as a power cut would; the data folder is recovered at the next start. */
  kill(): Promise<void>;
}

/** The servers that run. None outlives this process, unless that is killed. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const server of running) server.kill();
});

/** As an RDS MySQL 8.4 has it by default, so that what is refused there is refused here. */
const SQL_MODE =
  "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";
/** The longest path of a socket on Linux, in bytes. */
const MAX_SOCKET_PATH = 107;
const SOCKET_FILE = "mariadb.sock";
const SETUP_FILE = "setup.sql";

/** Scripts that create the system tables, in the order of `mariadb-install-db`, which needs a shell and a full installation. */
export const SYSTEM_SQL = [
  "mysql_system_tables.sql",
  "mysql_performance_tables.sql",
  "mysql_system_tables_data.sql",
];

/**
 * Starts a server over a data folder of its own. A server that an earlier run left behind is ended first.
 *
 * It listens on a socket in that folder, which nobody else can open: the users whom RDS authenticates by IAM have no password here,
 * and a port would be open to every user of this machine.
 *
 * @throws LocalCloudError with the server's own words when it does not start.
 */
export async function startMariaDb(
  install: MariaDbInstall,
  folder: string,
  setup: DatabaseSetup,
  leftovers?: Leftovers,
): Promise<MariaDb> {
  const dataDir = resolve(folder);
  const socket = socketOf(dataDir);
  await endLeftover(dataDir, leftovers);
  if (!hasSystemTables(dataDir)) {
    if (existsSync(join(dataDir, "ibdata1"))) throw new LocalCloudError("Its system tables are missing.");
    await makeSystemTables(install, dataDir);
  }
  chmodSync(dataDir, 0o700);
  // Contains the password: readable by this user only, and deleted once it has been read.
  const setupFile = join(dataDir, SETUP_FILE);
  writeFileSync(setupFile, setupSql(setup), { mode: 0o600 });
  try {
    return await serve(install, dataDir, socket);
  } finally {
    await rm(setupFile, { force: true });
  }
}

/** The socket of the server of a data folder. */
function socketOf(dataDir: string): string {
  const socket = join(dataDir, SOCKET_FILE);
  if (Buffer.byteLength(socket) > MAX_SOCKET_PATH)
    throw new LocalCloudError(
      `The path ${socket} is longer than the ${MAX_SOCKET_PATH} bytes that a socket's may have. Choose another folder with --data.`,
    );
  return socket;
}

async function serve(install: MariaDbInstall, dataDir: string, socket: string): Promise<MariaDb> {
  const child = spawnServer(install, dataDir, [
    "--skip-networking",
    `--socket=${SOCKET_FILE}`,
    `--pid-file=${PID_FILE}`,
    `--init-file=${join(dataDir, SETUP_FILE)}`,
    `--sql-mode=${SQL_MODE}`,
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_unicode_ci",
    // Like the other local engines: commits survive a crash of the server, but not of the machine.
    "--innodb-flush-log-at-trx-commit=1",
    "--local-infile=1",
  ]);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await becomesReady(child);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return { socket, pid: child.pid ?? 0, stop: () => end("SIGTERM"), kill: () => end("SIGKILL") };
}

/** Resolves when the server accepts connections; rejects with its log if it ends instead. */
async function becomesReady(child: ChildProcess): Promise<void> {
  const log = logOf(child);
  await new Promise<void>((resolve, reject) => {
    log.lines.on("line", (line) => line.includes("ready for connections") && resolve());
    child.once("error", reject);
    child.once("exit", () => reject(log.failure()));
  });
}

/** True if the data folder is already initialized. */
export function hasSystemTables(dataDir: string): boolean {
  return existsSync(join(dataDir, "mysql"));
}

/**
 * Creates a data folder for a server, which takes longer than starting it.
 * @throws LocalCloudError with the server's own words; nothing is left then.
 */
export async function makeSystemTables(install: MariaDbInstall, dataDir: string): Promise<void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const sql = SYSTEM_SQL.map((file) => readFileSync(join(install.share, file), "utf8"));
  const child = spawnServer(install, dataDir, ["--bootstrap"]);
  const log = logOf(child);
  // A server that ends before it has read everything says why itself.
  child.stdin?.on("error", () => {});
  child.stdin?.end(["CREATE DATABASE mysql;", "USE mysql;", ...sql].join("\n"));
  const [code] = await once(child, "close");
  if (code === 0) return;
  await rm(dataDir, { recursive: true, force: true });
  throw log.failure();
}

function logOf(child: ChildProcess): { lines: Interface; failure(): LocalCloudError } {
  if (child.stderr === null) throw new Error("The server's log is not connected.");
  const lines = createInterface(child.stderr);
  const errors: string[] = [];
  lines.on("line", (line) => {
    const [, error] = /(?:^ERROR: |\[ERROR\] )(.*)/.exec(line) ?? [];
    if (error !== undefined) errors.push(error);
  });
  const failure = () =>
    new LocalCloudError(
      `The MariaDB server did not start: ${errors[0] ?? "it exited without an error message."}`,
    );
  return { lines, failure };
}

function spawnServer(install: MariaDbInstall, dataDir: string, options: readonly string[]): ChildProcess {
  const { uid, username } = userInfo();
  // On startup, a server deletes every temporary table in its folder for them, including those of other servers that
  // use it. Names that begin with a dot are not taken for databases.
  const temporary = join(dataDir, ".tmp");
  mkdirSync(temporary, { recursive: true });
  const child = spawn(
    install.server,
    [
      "--no-defaults",
      `--datadir=${dataDir}`,
      `--tmpdir=${temporary}`,
      `--lc-messages-dir=${install.share}`,
      // The server refuses to run as root, for example in a container, unless told to.
      ...(uid === 0 ? [`--user=${username}`] : []),
      ...options,
    ],
    {
      cwd: dataDir,
      env: {
        ...process.env,
        ...(install.libraries && { LD_LIBRARY_PATH: install.libraries }),
        // The server sets its own modes, whatever the mask of this process is.
        UMASK: "0600",
        UMASK_DIR: "0700",
      },
      stdio: ["pipe", "ignore", "pipe"],
    },
  );
  running.add(child);
  return child.once("close", () => running.delete(child));
}

function setupSql({ database, user, password }: DatabaseSetup): string {
  const account = `${quote(user)}@'%'`;
  return [
    `CREATE DATABASE IF NOT EXISTS \`${database.replaceAll("`", "``")}\`;`,
    `CREATE USER IF NOT EXISTS ${account};`,
    `ALTER USER ${account} IDENTIFIED BY ${quote(password)};`,
    `GRANT ALL ON *.* TO ${account} WITH GRANT OPTION;`,
    // The system SQL creates accounts without a password, which RDS does not have.
    "DELETE FROM mysql.global_priv WHERE User = 'root';",
    "FLUSH PRIVILEGES;",
  ].join("\n");
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}
