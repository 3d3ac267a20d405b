import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { sync as writeFileAtomic } from "write-file-atomic";
import { DAY_MS } from "../../domain/values/duration";
import { cacheFolder } from "./buildCache";

/** Files that no evaluation has needed for this long are deleted. */
const KEPT_MS = 30 * DAY_MS;

/** Interval at which a long-running process looks for such files. */
const TIDIED_EVERY_MS = DAY_MS;

/** The time this process last cleaned a folder, epoch milliseconds. */
const tidiedAt = new Map<string, number>();

/**
 * Passes a build output to Pulumi by its path. An asset that is passed by value is stored in the state, which the
 * engine writes again after each step of an update: with all functions in it, the first `pulumi up` takes three times
 * as long.
 *
 * The file is named by its content, and written if it is missing. Its path is relative to the working folder, which is
 * the program's, so that the state does not depend on where the checkout is.
 */
export function builtFile(content: string | Buffer): pulumi.asset.FileAsset {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const name = createHash("sha256").update(bytes).digest("hex");
  const file = path.join(cacheFolder(), "files", name);
  return new pulumi.asset.FileAsset(fromWorkingFolder(keep(file, bytes) ?? keepTemporarily(name, bytes)));
}

/**
 * Ensures that the file exists. Returns its path, or undefined without write access, for example in a read-only
 * checkout.
 */
function keep(file: string, bytes: Buffer): string | undefined {
  try {
    if (!holds(file, bytes)) write(file, bytes);
    // By this process's clock, which may differ from the one that stamps new files: otherwise a file just written could
    // seem unused.
    touch(file);
    return file;
  } catch {
    return undefined;
  }
}

function keepTemporarily(name: string, bytes: Buffer): string {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), "expenses-build-"));
  const file = path.join(folder, name);
  writeFileAtomic(file, bytes);
  return file;
}

function holds(file: string, bytes: Buffer): boolean {
  const isThere = statSync(file, { throwIfNoEntry: false })?.size === bytes.length;
  return isThere && readFileSync(file).equals(bytes);
}

function write(file: string, bytes: Buffer): void {
  const folder = path.dirname(file);
  mkdirSync(folder, { recursive: true });
  // An evaluation may write a file for each function; cleaning once is enough.
  if (Date.now() >= (tidiedAt.get(folder) ?? 0) + TIDIED_EVERY_MS) {
    forgetUnused(folder);
    tidiedAt.set(folder, Date.now());
  }
  // Not forced onto the disk: the next evaluation compares what a power cut left with what it should be.
  writeFileAtomic(file, bytes, { fsync: false });
}

function touch(file: string): void {
  const now = new Date();
  utimesSync(file, now, now);
}

function forgetUnused(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    const usedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (usedAt < Date.now() - KEPT_MS) rmSync(file, { force: true });
  }
}

/** With slashes, even on Windows. */
function fromWorkingFolder(file: string): string {
  return path.relative(process.cwd(), file).replaceAll(path.sep, "/");
}
