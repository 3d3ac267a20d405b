import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { delimiter, join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const ROOT = resolve(__dirname, "../..");

/** The folder of a program, and the runtime that runs it. */
export interface Machine {
  /** Folder of the checkout. */
  root: string;
  /** Node.js. */
  node: string;
  /** Variables of its environment that differ from this one's. */
  env?: Readonly<Record<string, string>>;
}

/** A language that sorts and capitalizes otherwise than English, and a zone whose days begin at other times. */
const ELSEWHERE = { LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", TZ: "Asia/Kathmandu" };

/** This process's own. */
export const THIS_MACHINE: Machine = { root: ROOT, node: process.execPath };

/**
 * Runs something as on the machine of a colleague: with the present sources in another folder, checked out by a git that converts
 * line ends, in another language and zone, and with another version of Node.js if there is one. What Windows and macOS have besides, such
 * as backslashes in paths and file systems that ignore case, is not tried.
 */
export async function onOtherMachine<T>(use: (machine: Machine) => Promise<T>): Promise<T> {
  // On the same disk, so that the packages can be linked; files below `node_modules` would not be compiled.
  const parent = join(ROOT, "test-results");
  await mkdir(parent, { recursive: true });
  const root = await mkdtemp(join(parent, "checkout-"));
  try {
    await checkOut(root);
    await run("cp", ["-al", join(ROOT, "node_modules"), join(root, "node_modules")]);
    return await use({ root, node: otherNode(), env: ELSEWHERE });
  } finally {
    await rm(root, { recursive: true });
  }
}

/** Version of a machine's Node.js, for example `v24.21.0`. */
export async function nodeVersion({ node }: Machine): Promise<string> {
  return (await run(node, ["--version"])).stdout.trim();
}

/** Checks out the working tree, including uncommitted changes. */
async function checkOut(folder: string): Promise<void> {
  const git = (args: string[], env = {}) => run("git", args, { cwd: ROOT, env: { ...process.env, ...env } });
  const { stdout } = await git(["rev-parse", "--path-format=absolute", "--git-path", "index"]);
  const index = join(folder, ".index");
  await copyFile(stdout.trim(), index);
  const own = { GIT_INDEX_FILE: index };
  await git(["add", "--all"], own);
  await git(["-c", "core.autocrlf=true", "checkout-index", "--all", `--prefix=${folder}/`], own);
}

/** The Node.js of the machine, which is not the one that the tests install; this one if there is no other. */
function otherNode(): string {
  const folders = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"));
  return folders.map((folder) => join(folder, "node")).find((node) => existsSync(node)) ?? process.execPath;
}
