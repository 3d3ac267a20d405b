import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DatabaseOptions, Level } from "level";
import { checkLog, type LogState } from "./levelLog";
import { type LevelManifest, readManifest } from "./levelManifest";
import { codeOf, fullDiskOf, LocalCloudError, messageOf } from "./localCloudError";
import { latchWrites } from "./writeLatch";

/** LevelDB's file that names its current manifest, a new one each time that it is opened. */
const CURRENT = "CURRENT";
const MANIFEST = /^MANIFEST-\d+\n$/;
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
  // The lock comes first: what another process has open looks damaged if files of it are gone, and is in use all the same.
  if (await isLocked(folder)) return "locked";
  const damage = damageOf(folder);
  if (damage) return damage;
  const failure = await failureOfOpening(new Level(folder));
  return failure === undefined ? "free" : damaged(folder, failure);
}

/** Returns true if a LevelDB is open anywhere. Looks at the lock alone: with these options an opening fails next, whatever is there. */
async function isLocked(folder: string): Promise<boolean> {
  const failure = await failureOfOpening(new Level(folder, { createIfMissing: false, errorIfExists: true }));
  return codeOf(failure) === "LEVEL_LOCKED";
}

/** Opens and closes a LevelDB. @returns why it could not be opened. */
async function failureOfOpening(level: Level): Promise<unknown> {
  try {
    await level.open();
    await level.close();
    return undefined;
  } catch (error) {
    await level.close();
    return causeOf(error);
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
 * what is in it; without a log, or behind the first broken record in it, it lacks what was stored there.
 */
function damageOf(folder: string): LocalCloudError | undefined {
  const names = readdirSync(folder);
  if (!names.includes(CURRENT))
    return names.some((name) => /\.(ldb|log)$/.test(name) || name === OPENED)
      ? damaged(folder, "CURRENT is missing")
      : undefined;
  const current = textOf(join(folder, CURRENT));
  const path = join(folder, current.trim());
  // LevelDB itself refuses this.
  if (!MANIFEST.test(current) || !existsSync(path)) return undefined;
  const manifest = readManifest(readFileSync(path));
  if (manifest.logNumber === 0) return undefined;
  const logs = names
    .filter((name) => name.endsWith(".log") && numberOf(name) >= manifest.logNumber)
    .sort((left, right) => numberOf(left) - numberOf(right));
  // LevelDB deletes a log only once its manifest says that it begins with a later one.
  const [first] = logs;
  if (first === undefined || numberOf(first) !== manifest.logNumber)
    return withoutLog(folder, names, manifest);
  if (
    textOf(join(folder, OPENED)) !== current ||
    areWhole(logs.map((name) => checkLog(readFileSync(join(folder, name)))))
  )
    return undefined;
  return withWayOut(damaged(folder, "its log is damaged"), `delete ${join(folder, OPENED)}`);
}

/**
 * Returns true if no log has lost anything, as far as can be seen. The first one has at least the record of the opening. LevelDB begins
 * another when it is full, while it makes a table of it; one without a record can be that of an opening that was interrupted.
 */
function areWhole(logs: readonly LogState[]): boolean {
  const last = logs.findLastIndex(({ hasRecord }) => hasRecord);
  return logs.every(
    ({ hasRecord, isDamaged, isComplete }, index) =>
      !isDamaged && (index > 0 || hasRecord) && (index >= last || isComplete),
  );
}

/** The refusal of a folder that lacks its first log. LevelDB would delete tables that are not in its manifest. */
function withoutLog(folder: string, names: string[], { logNumber, tables }: LevelManifest): LocalCloudError {
  const error = damaged(folder, "its log is missing");
  const found = names.filter((name) => /\.(ldb|sst)$/.test(name));
  const areTablesWhole =
    found.length === tables.size &&
    found.every((name) => tables.get(numberOf(name)) === statSync(join(folder, name)).size);
  if (!areTablesWhole) return error;
  const log = join(folder, `${String(logNumber).padStart(6, "0")}.log`);
  return withWayOut(error, `delete ${join(folder, OPENED)} and create ${log}, empty`);
}

function withWayOut({ message }: LocalCloudError, steps: string): LocalCloudError {
  return new LocalCloudError(`${message} To do without what was stored since the last start, ${steps}.`);
}

/** The number of a LevelDB's file. */
function numberOf(name: string): number {
  return Number.parseInt(name, 10);
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
