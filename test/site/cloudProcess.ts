import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CloudAccess } from "../helpers/cloud";

export interface CloudProcess extends CloudAccess {
  /** The folder of its data. */
  readonly dataDir: string;
  /** The process that starts the local cloud, which is its child. */
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Options of a cloud whose tests walk through all routes in turn, each as a new user: the workers of `npm start` would be started
 * again and again, and hashes as dear as its own take as long as signing in does otherwise.
 */
export const WALKED = { workers: 64, passwordCost: 2 };

/** Its workers keep their garbage, as those of the other tests do. */
const NODE_OPTIONS = `--require ${JSON.stringify(join(__dirname, "../runners/keepGarbage.cjs"))}`;

/** The host of the cloud that all workers share. */
export const SHARED_HOST = "localhost";

/**
 * Runs `npm start`. The program needs a process of its own: the runner of the browser tests compiles what it loads in a
 * way that functions which Pulumi serializes would not survive.
 *
 * @param host The host name in the addresses of the site and the API.
 * @param options.config Settings over those of the `dev` stack. Default: none.
 * @param options.fill Puts data into the folder that it is given. Default: none.
 * @param options.workers The workers that all functions have together. Default: as many as `npm start` has.
 * @param options.passwordCost Cost of password hashes. Default: that of `npm start`.
 */
export async function startCloudProcess(
  host: string,
  {
    config = {},
    fill = () => {},
    workers,
    passwordCost,
  }: {
    config?: Record<string, string>;
    fill?: (dataDir: string) => void;
    workers?: number;
    passwordCost?: number;
  } = {},
): Promise<CloudProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), "expenses-site-"));
  fill(dataDir);
  const settings = Object.entries(config).map(([key, value]) => `--config=${key}=${value}`);
  if (workers !== undefined) settings.push(`--workers=${workers}`);
  if (passwordCost !== undefined) settings.push(`--password-cost=${passwordCost}`);
  const child = fork(
    join(__dirname, "../../local/start.cjs"),
    ["--port", "0", "--data", dataDir, "--host", host, ...settings],
    { stdio: ["ignore", "pipe", "inherit", "ipc"], env: { ...process.env, NODE_OPTIONS } },
  );
  await printed(child, "Ctrl-C");
  const { pid } = child;
  if (pid === undefined) throw new Error("The local cloud has no process.");
  return {
    ...(await cloudIn(dataDir)),
    dataDir,
    pid,
    async stop() {
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      await exit;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Access to the cloud that runs with the data in a folder. */
export async function cloudIn(dataDir: string): Promise<CloudAccess> {
  const { local, ...outputs } = JSON.parse(await readFile(join(dataDir, "outputs.json"), "utf8"));
  return { local, output: (name) => String(outputs[name]) };
}

/**
 * Waits until a process has printed a text.
 * @throws Error with its output if it ends before that.
 */
function printed(child: ChildProcess, expected: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      if (output.includes(expected)) resolve();
    });
    child.once("exit", (code) => reject(new Error(`The local cloud ended with ${code}:\n${output}`)));
  });
}
