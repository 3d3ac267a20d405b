import { createReadStream, existsSync } from "node:fs";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { encodeTime } from "ulid";
import { codeOf, LocalCloudError } from "../../engine/localCloudError";
import { receiveFrom } from "./body";
import type { Files } from "./files";
import { NULL_VERSION, type ObjectVersion, STORED_HEADERS } from "./model";
import type { ObjectStore } from "./store";

/** Folders of the releases that kept objects in s3rver: one for current versions, one for the others and delete markers. */
const CURRENT = "s3";
const OTHERS = "s3versions";
/** The times until which archived objects can be read, epoch milliseconds by `bucket/key`. */
const RESTORED = "restoredObjects.json";

const SUFFIX = "._S3rver_object";

/** An object as s3rver keeps it: its content, and beside it what belongs to it. */
interface S3rverObject {
  bucket: string;
  /** The key; of versions that are not current, followed by a slash and their ID. */
  name: string;
  path: string;
  metadata: Record<string, string>;
  modifiedAt: number;
}

/**
 * Imports the objects of a data folder that an earlier release wrote with s3rver, and deletes its files. If it is interrupted, the
 * next start continues. Uploads that were not completed are dropped.
 */
export async function importS3rverFolder(dataDir: string, files: Files, objects: ObjectStore): Promise<void> {
  if (!existsSync(join(dataDir, CURRENT))) return;
  const restored = await readJson<number>(join(dataDir, RESTORED));
  for await (const found of objectsIn(join(dataDir, CURRENT))) {
    const { bucket, name: key, metadata, modifiedAt } = found;
    const versionId = metadata["x-amz-version-id"] ?? NULL_VERSION;
    // Older than every version that was stored with an ID later.
    const order = versionId === NULL_VERSION ? orderAt(modifiedAt) : versionId;
    const restoredUntil = restored[`${bucket}/${key}`];
    await importVersion(files, objects, found, { key, versionId, order, modifiedAt }, restoredUntil);
  }
  for await (const found of objectsIn(join(dataDir, OTHERS))) {
    const end = found.name.lastIndexOf("/");
    const [key, versionId] = [found.name.slice(0, end), found.name.slice(end + 1)];
    const order = versionId === NULL_VERSION ? orderAt(0) : versionId;
    await importVersion(files, objects, found, { key, versionId, order, modifiedAt: found.modifiedAt });
  }
  await rm(join(dataDir, OTHERS), { recursive: true, force: true });
  await rm(join(dataDir, RESTORED), { force: true });
  // Last, because it marks that there is something to import.
  await rm(join(dataDir, CURRENT), { recursive: true });
}

async function importVersion(
  files: Files,
  objects: ObjectStore,
  { bucket, path, metadata }: S3rverObject,
  version: Pick<ObjectVersion, "key" | "versionId" | "order" | "modifiedAt">,
  restoredUntil?: number,
): Promise<void> {
  if (await objects.version(bucket, version.key, version.versionId)) return;
  if (metadata["x-amz-delete-marker"] === "true") {
    await objects.import(bucket, { ...version, isDeleteMarker: true });
    return;
  }
  const headers = Object.fromEntries(
    Object.entries(metadata).filter(
      ([name]) => STORED_HEADERS.includes(name) || name.startsWith("x-amz-meta-"),
    ),
  );
  const storageClass = metadata["x-amz-storage-class"] ?? "STANDARD";
  const content = await receiveFrom(files, createReadStream(path));
  const object = { ...version, ...content, headers, storageClass, isDeleteMarker: false as const };
  await objects.import(bucket, { ...object, ...(restoredUntil !== undefined && { restoredUntil }) });
}

async function* objectsIn(folder: string): AsyncGenerator<S3rverObject> {
  if (!existsSync(folder)) return;
  for (const bucket of await readdir(folder)) {
    const root = join(folder, bucket);
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith(SUFFIX)) continue;
      const path = join(entry.parentPath, entry.name);
      const start = path.slice(0, -SUFFIX.length);
      yield {
        bucket,
        name: start.slice(root.length + 1),
        path,
        metadata: await readJson<string>(`${start}._S3rver_metadata.json`),
        modifiedAt: Math.round((await stat(path)).mtimeMs),
      };
    }
  }
}

/** @returns an empty object if there is no file. */
async function readJson<V>(path: string): Promise<Record<string, V>> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return {};
    throw new LocalCloudError(
      `The local data file ${path} is damaged. Restore it, or start with --fresh to delete all data.`,
    );
  }
}

/** The same at every start, so that nothing is imported twice. */
function orderAt(time: number): string {
  return encodeTime(time).padEnd(26, "0");
}
