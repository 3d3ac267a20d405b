import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { codeOf, LocalCloudError } from "../../engine/localCloudError";

const run = promisify(execFile);

/** The file in which a server keeps its process ID while it runs. */
export const PID_FILE = "mariadbd.pid";

/** The way in which the server of an earlier run is ended. */
export interface Leftovers {
  /** Called when it had to be killed. Default: writes to standard error. */
  report?(problem: string): void;
  /** Milliseconds that it has to end in an orderly way, and again once it was killed. Default: ten seconds. */
  patienceMs?: number;
  /** Returns the arguments of a process, each with a null byte after it; empty if it does not run. Default: as this system has them. */
  argumentsOf?(pid: number): Promise<string>;
}

/**
 * Ends the server of an earlier run that was killed before it could end its own: two over one data folder would fail.
 *
 * @throws LocalCloudError if it cannot be ended.
 */
export async function endLeftover(
  dataDir: string,
  {
    report = (problem) => console.error(problem),
    patienceMs = 10_000,
    argumentsOf = ownArguments,
  }: Leftovers = {},
): Promise<void> {
  // Process IDs are reused.
  const isServer = async (pid: number) => (await argumentsOf(pid)).includes(`--datadir=${dataDir}\0`);
  const path = join(dataDir, PID_FILE);
  const pid = existsSync(path) ? Number(await readFile(path, "utf8")) : 0;
  if (!(await isServer(pid))) return;
  if (await hasEnded(pid, isServer, "SIGTERM", patienceMs)) return;
  // InnoDB recovers from it as from a power cut.
  if (!(await hasEnded(pid, isServer, "SIGKILL", patienceMs))) {
    throw new LocalCloudError(
      `The database server of an earlier run does not end. End process ${pid} yourself, and start again.`,
    );
  }
  report(
    `The database server of an earlier run did not end within ${patienceMs / 1_000} s and was killed. It recovers its data now.`,
  );
}

/** Sends a signal to a server, and waits for its end. */
async function hasEnded(
  pid: number,
  isServer: (pid: number) => Promise<boolean>,
  signal: NodeJS.Signals,
  patienceMs: number,
): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  send(pid, signal);
  while (await isServer(pid)) {
    if (performance.now() > deadline) return false;
    await delay(50);
  }
  return true;
}

/**
 * One that has ended and that nobody has waited for, as in a container without an init process, has no arguments any more. Without
 * `/proc`, as on macOS, `ps` knows them.
 */
async function ownArguments(pid: number): Promise<string> {
  if (!existsSync("/proc/self/cmdline")) return argumentsByPs(pid);
  try {
    return await readFile(`/proc/${pid}/cmdline`, "utf8");
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes(codeOf(error) ?? "")) return "";
    throw error;
  }
}

/** The arguments of a process as `ps` prints them: with a space between, which paths have, too, but not before two dashes. */
export async function argumentsByPs(pid: number): Promise<string> {
  try {
    const { stdout } = await run("ps", ["-ww", "-o", "command=", "-p", String(pid)]);
    return `${stdout.trim().replaceAll(" --", "\0--")}\0`;
  } catch {
    // It fails if there is no such process.
    return "";
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) !== "ESRCH") throw error;
  }
}
