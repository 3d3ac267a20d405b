import { existsSync } from "node:fs";
import { join } from "node:path";
import type { BatchOperation, Level } from "level";
import { damaged, openLevel } from "../../engine/level";
import { Files } from "./files";
import type { ObjectVersion, Part, Upload } from "./model";

export type Batch = BatchOperation<Level<Buffer, unknown>, Buffer, unknown>[];

/**
 * The store of S3: a LevelDB with an entry for each version of each object, and the contents as files beside it. LevelDB orders keys
 * by their bytes, as S3 lists them, and a batch is written whole or not at all. A content is on disk before its entry is.
 */
export interface ObjectDatabase {
  readonly files: Files;
  readonly buckets: Table<{ createdAt: number }>;
  readonly versions: Table<ObjectVersion>;
  readonly uploads: Table<Upload>;
  readonly parts: Table<Part>;
  write(batch: Batch): Promise<void>;
  close(): Promise<void>;
}

export type Table<V> = ReturnType<typeof tableOf<V>>;

/** @throws LocalCloudError if the folder cannot be opened. */
export async function openDatabase(folder: string): Promise<ObjectDatabase> {
  const contents = join(folder, "contents");
  const entries = join(folder, "entries");
  // LevelDB takes a folder that is gone for a new one.
  if (existsSync(contents) && !existsSync(join(entries, "CURRENT")))
    throw damaged(folder, "entries/CURRENT is missing");
  const level = await openLevel<Buffer, unknown>(entries, { keyEncoding: "buffer", valueEncoding: "json" });
  const files = new Files(contents);
  return {
    files,
    buckets: tableOf(level, "buckets"),
    versions: tableOf(level, "versions"),
    uploads: tableOf(level, "uploads"),
    parts: tableOf(level, "parts"),
    write: (batch) => level.batch(batch),
    close: () => level.close(),
  };
}

/**
 * Compares the entries with the contents at the start, when nothing is being stored.
 *
 * Contents that nothing names are set aside: those that a killed process had kept and not yet named, or whose entry it had deleted,
 * and not yet the file. They are not deleted, as they may also be those of entries that were lost, with the end of LevelDB's log.
 *
 * @returns what to tell the user.
 * @throws LocalCloudError if no content is there that is named.
 */
export async function compareContents({ files, versions, parts }: ObjectDatabase): Promise<string[]> {
  const named = new Map<string, number>();
  for await (const version of versions.values())
    if (!version.isDeleteMarker) named.set(version.file, version.size);
  for await (const { file, size } of parts.values()) named.set(file, size);
  const unnamed = await files.setOthersAside(named);
  const states = [...named].map(([file, size]) => files.stateOf({ file, size }));
  const missing = states.filter((state) => state === "missing").length;
  const cut = states.filter((state) => state === "damaged").length;
  if (missing > 0 && missing === named.size) throw damaged(files.folder, "all contents are missing");
  const wayOut = `Restore them in ${files.folder}, or put or delete the objects that cannot be read.`;
  return [
    ...(unnamed > 0 ? [`those of no object (${unnamed}) are kept in ${files.aside}.`] : []),
    ...(missing > 0 ? [`missing: ${missing} of ${named.size}. ${wayOut}`] : []),
    ...(cut > 0 ? [`damaged: ${cut} of ${named.size}. ${wayOut}`] : []),
  ];
}

function tableOf<V>(level: Level<Buffer, unknown>, name: string) {
  return level.sublevel<Buffer, V>(name, { keyEncoding: "buffer", valueEncoding: "json" });
}

/** A key of texts; it orders by the first, then by the second and so on. */
export function keyOf(...parts: (string | Buffer)[]): Buffer {
  return Buffer.concat(parts.flatMap((part) => [Buffer.from(part), SEPARATOR]));
}

/** S3 keys that contain it are refused, so it sorts before everything. */
const SEPARATOR = Buffer.from([0]);

/** The keys of a group that begin with a prefix, those after a place only. */
export function startingWith(
  group: string,
  prefix: string,
  after?: Buffer,
): { gte: Buffer; lt: Buffer } | { gt: Buffer; lt: Buffer } {
  const gte = Buffer.concat([keyOf(group), Buffer.from(prefix)]);
  const lt = endOf(gte);
  return after && Buffer.compare(after, gte) > 0 ? { gt: after, lt } : { gte, lt };
}

/** The end of the range of keys that begin with `start`: UTF-8 has no such byte. */
export function endOf(start: Buffer): Buffer {
  return Buffer.concat([start, Buffer.from([0xff])]);
}
