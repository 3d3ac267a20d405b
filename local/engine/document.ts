import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { codeOf, LocalCloudError } from "./localCloudError";
import type { JsonDocument } from "./service";
import { undoOf } from "./undo";

/**
 * Opens a JSON document: the value on disk, or `initial` if there is no file yet. Every update replaces the whole file
 * by a rename, so a crash leaves the old value or the new one, never a mixture; updates are saved in order. An update that
 * cannot be saved is taken back: its caller hears that it failed, and nobody else may see it.
 *
 * @param created Called once there is a file, if there was none.
 */
export function openDocument<T>(path: string, initial: T, created?: () => void): JsonDocument<T> {
  const value = read(path, initial);
  let isStored = existsSync(path);
  let saving: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  // Changes that arrive while the file is being written are saved together, so that a burst does not write it once for
  // each.
  const save = async (undo: () => void) => {
    // Changes that were made on top of those of a failed save fail with it.
    await saving;
    next = undefined;
    saving = write(path, value).catch((error) => {
      undo();
      // Later changes start from what is on disk again.
      saving = Promise.resolve();
      next = undefined;
      throw error;
    });
    await saving;
    if (isStored) return;
    isStored = true;
    created?.();
  };
  return {
    value,
    update(change) {
      if (next !== undefined) change(value);
      else {
        const undo = undoOf(value);
        change(value);
        next = save(undo);
      }
      return next;
    },
  };
}

async function write(path: string, value: unknown): Promise<void> {
  // Without fsync: local data must survive a crash of the process, but not of the machine.
  await writeFileAtomic(path, JSON.stringify(value, undefined, 1), { fsync: false, mode: 0o600 });
}

function read<T>(path: string, initial: T): T {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    mkdirSync(dirname(path), { recursive: true });
    return structuredClone(initial);
  }
  const value = parseJson(text);
  const isFitting =
    typeof value === "object" && value !== null && Array.isArray(value) === Array.isArray(initial);
  if (isFitting) return value as T;
  throw damagedDocument(path);
}

/** The error for a document that is not what it should be. */
export function damagedDocument(path: string): LocalCloudError {
  return new LocalCloudError(
    `The local data file ${path} is damaged. Restore it, or start with --fresh to delete all data.`,
  );
}

/** Returns undefined for text that is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
