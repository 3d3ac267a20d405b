import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type DatabaseOptions, Level } from "level";
import { fullDiskOf, LocalCloudError, messageOf } from "./localCloudError";
import { latchWrites } from "./writeLatch";

/**
 * Opens a LevelDB; its folder is created if it is missing. Writes are not synced: data must survive a crash of the process, but
 * not of the machine. After a write that fails, as on a full disk, each later one does, too.
 *
 * @throws LocalCloudError if the folder is damaged.
 */
export async function openLevel<K, V>(folder: string, options: DatabaseOptions<K, V>): Promise<Level<K, V>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (lacksCurrent(folder)) throw damaged(folder, "CURRENT is missing");
  const level = new Level<K, V>(folder, options);
  latchWrites(level);
  try {
    await level.open();
  } catch (error) {
    throw damaged(folder, messageOf(error instanceof Error && error.cause ? error.cause : error));
  }
  return level;
}

/** Returns true if LevelDB would treat a folder with data as a new one, and delete its contents. */
export function lacksCurrent(folder: string): boolean {
  return (
    !existsSync(join(folder, "CURRENT")) && readdirSync(folder).some((name) => /\.(ldb|log)$/.test(name))
  );
}

/** The error for data that cannot be opened. A full disk damages nothing. */
export function damaged(folder: string, why: string): LocalCloudError {
  const full = fullDiskOf(why);
  if (full !== undefined) return new LocalCloudError(`The data in ${folder} cannot be opened: ${full}`);
  return new LocalCloudError(
    `The data in ${folder} cannot be opened (${why}). Restore it, or start with --fresh to delete all data.`,
  );
}
