import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DatabaseOptions, Level } from "level";
import { hasRecord, isLogDamaged } from "./levelLog";
import { codeOf, fullDiskOf, LocalCloudError, messageOf } from "./localCloudError";
import { latchWrites } from "./writeLatch";

/** LevelDB's file that names its current manifest, a new one each time that it is opened. */
const CURRENT = "CURRENT";
/** The manifest of a LevelDB that was created and not yet opened. */
const FIRST_MANIFEST = "MANIFEST-000001";
/** A copy of `CURRENT` from when this LevelDB was opened here. Others may open it in between, such as a former release. */
const OPENED = "OPENED";
/** A key that has no value. Deleting it leaves a record in the log. */
const NO_KEY = "opened";

/**
 * Opens a LevelDB; its folder is created if it is missing. Writes are not synced: data must survive a crash of the process, but
 * not of the machine. After a write that fails, as on a full disk, each later one does, too.
 *
 * @throws LocalCloudError if the folder is damaged.
 */
export async function openLevel<K, V>(folder: string, options: DatabaseOptions<K, V>): Promise<Level<K, V>> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const damage = damageOf(folder);
  if (damage) throw damage;
  const level = new Level<K, V>(folder, options);
  latchWrites(level);
  try {
    await level.open();
    await noteOpening(level);
  } catch (error) {
    await level.close();
    throw damaged(folder, causeOf(error));
  }
  return level;
}

/** Returns whether a LevelDB can be opened, or why not. Its folder is created if it is missing. */
export async function stateOf(folder: string): Promise<"free" | "locked" | LocalCloudError> {
  mkdirSync(folder, { recursive: true });
  const damage = damageOf(folder);
  if (damage) return damage;
  const level = new Level(folder);
  try {
    await level.open();
    await level.close();
    return "free";
  } catch (error) {
    return codeOf(causeOf(error)) === "LEVEL_LOCKED" ? "locked" : damaged(folder, causeOf(error));
  }
}

/** Notes that a LevelDB was opened. From now on its log has a record: one without any has lost it. */
export async function noteOpening<K, V>(level: Level<K, V>): Promise<void> {
  await level.del<string>(NO_KEY, { keyEncoding: "utf8" });
  const current = readFileSync(join(level.location, CURRENT));
  writeFileSync(join(level.location, OPENED), current, { mode: 0o600 });
}

/**
 * Looks for losses of which LevelDB says nothing when it is opened. It takes a folder without `CURRENT` for a new one and deletes
 * what is in it; without its log, or behind the first broken record in it, it lacks what was stored since it was last opened.
 */
function damageOf(folder: string): LocalCloudError | undefined {
  const names = readdirSync(folder);
  const logNames = names.filter((name) => name.endsWith(".log"));
  if (!names.includes(CURRENT))
    return names.some((name) => /\.(ldb|log)$/.test(name))
      ? damaged(folder, "CURRENT is missing")
      : undefined;
  const current = textOf(join(folder, CURRENT));
  if (logNames.length === 0 && current.trim() !== FIRST_MANIFEST)
    return damaged(folder, "its log is missing");
  if (textOf(join(folder, OPENED)) !== current) return undefined;
  const logs = logNames.map((name) => readFileSync(join(folder, name)));
  if (logs.some(hasRecord) && !logs.some(isLogDamaged)) return undefined;
  const { message } = damaged(folder, "its log is damaged");
  return new LocalCloudError(
    `${message} To do without what was stored since the last start, delete ${join(folder, OPENED)}.`,
  );
}

/** The text of a file; empty if there is none. */
function textOf(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause ? error.cause : error;
}

/** The error for data that cannot be opened. A full disk damages nothing. */
export function damaged(folder: string, why: unknown): LocalCloudError {
  const full = fullDiskOf(why);
  if (full !== undefined) return new LocalCloudError(`The data in ${folder} cannot be opened: ${full}`);
  return new LocalCloudError(
    `The data in ${folder} cannot be opened (${messageOf(why)}). Restore it, or start with --fresh to delete all data.`,
  );
}
