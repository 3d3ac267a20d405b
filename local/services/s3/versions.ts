import { existsSync } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { dirname } from "node:path";
import pLimit from "p-limit";
import type { Store, StoredObject } from "s3rver";
import S3Object from "s3rver/lib/models/object";
import { monotonicFactory } from "ulid";
import { codeOf } from "../../engine/localCloudError";

const VERSION_ID = "x-amz-version-id";
const DELETE_MARKER = "x-amz-delete-marker";
/** The id of a version that was stored before its bucket had versioning. */
const NULL_VERSION = "null";

// s3rver stores these headers only, and answers with those that it stored.
S3Object.ALLOWED_METADATA.push(VERSION_ID, DELETE_MARKER);

/** A version of an object, or a delete marker. */
export interface ObjectVersion {
  key: string;
  versionId: string;
  isLatest: boolean;
  isDeleteMarker: boolean;
  object: StoredObject;
}

/** The outcome of a deletion, as S3 answers it. */
export interface Deletion {
  /** Id of the version that was deleted, or of the delete marker that was made. */
  versionId?: string;
  /** True if a delete marker was made or deleted. */
  isDeleteMarker?: boolean;
}

/**
 * Versions of the objects of versioned buckets, which s3rver does not have. Its store keeps the current version of each object; the
 * others, and delete markers, are objects of a second store, under the object's key and their own id.
 */
export class ObjectVersions {
  private readonly versioned = new Set<string>();
  private readonly newId = monotonicFactory();
  /** Versions move one at a time: s3rver's cleaning of empty folders fails if two happen in one folder. */
  private readonly exclusively = pLimit(1);
  private readonly remove: Store["deleteObject"];

  constructor(
    private readonly current: Store,
    private readonly others: Store,
  ) {
    this.remove = current.deleteObject.bind(current);
    const put = current.putObject.bind(current);
    current.putObject = (object) => (this.versioned.has(object.bucket) ? this.put(object) : put(object));
    current.deleteObject = async (bucket, key) => {
      await this.delete(bucket, key);
    };
  }

  async enable(bucket: string): Promise<void> {
    this.versioned.add(bucket);
    await this.others.putBucket(bucket);
  }

  has(bucket: string): boolean {
    return this.versioned.has(bucket);
  }

  /** Every version below a prefix: by key, the latest first. */
  async list(bucket: string, prefix: string): Promise<ObjectVersion[]> {
    const [{ objects: currents }, { objects: others }] = await this.exclusively(() =>
      Promise.all([
        this.current.listObjects(bucket, { prefix }),
        this.others.listObjects(bucket, { prefix }),
      ]),
    );
    const versions = [
      ...currents.map((object) => ({ key: object.key, versionId: idOf(object), object })),
      ...others.map((object) => ({ ...split(object.key), object })),
    ].filter(({ key }) => key.startsWith(prefix));
    versions.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)) || newerFirst(a, b));
    return versions.map((version, index) => ({
      ...version,
      isLatest: version.key !== versions[index - 1]?.key,
      isDeleteMarker: isMarker(version.object),
    }));
  }

  /** Deletes a version for good, or, without an id, puts a delete marker in front of the object. */
  async delete(bucket: string, key: string, versionId?: string): Promise<Deletion> {
    return this.exclusively(async () => {
      if (versionId !== undefined) return this.deleteVersion(bucket, key, versionId);
      if (!this.versioned.has(bucket)) {
        await this.remove(bucket, key);
        return {};
      }
      await this.retire(bucket, key);
      const id = this.newId();
      const metadata = { [VERSION_ID]: id, [DELETE_MARKER]: "true" };
      await this.others.putObject({ bucket, key: `${key}/${id}`, content: Buffer.alloc(0), metadata });
      return { versionId: id, isDeleteMarker: true };
    });
  }

  /** Stores the object beside first: an upload that is cut off must leave the current version as it is. */
  private async put({ bucket, key, content, metadata }: Parameters<Store["putObject"]>[0]) {
    const id = this.newId();
    const beside = `${key}/${id}`;
    const written = await this.others.putObject({
      bucket,
      key: beside,
      content,
      metadata: { ...metadata, [VERSION_ID]: id },
    });
    await this.exclusively(async () => {
      await this.retire(bucket, key);
      await this.move(this.others, beside, this.current, key, bucket);
    });
    return written;
  }

  private async deleteVersion(bucket: string, key: string, versionId: string): Promise<Deletion> {
    const stored = await this.currentOf(bucket, key);
    if (stored !== undefined && idOf(stored) === versionId) {
      await this.remove(bucket, key);
      await this.promote(bucket, key);
      return { versionId };
    }
    const beside = `${key}/${versionId}`;
    // The versions of a key are in one folder, which must not be left by an id that is none.
    const isId = versionId === NULL_VERSION || /^[0-9A-Z]{26}$/.test(versionId);
    if (!isId || !(await this.others.existsObject(bucket, beside))) return { versionId };
    const isDeleteMarker = isMarker({ metadata: await this.others.getMetadata(bucket, beside) });
    await this.others.deleteObject(bucket, beside);
    if (stored === undefined) await this.promote(bucket, key);
    return { versionId, ...(isDeleteMarker && { isDeleteMarker }) };
  }

  /** Makes the current version of an object a noncurrent one. */
  private async retire(bucket: string, key: string): Promise<void> {
    const stored = await this.currentOf(bucket, key);
    if (stored === undefined) return;
    await this.move(this.current, key, this.others, `${key}/${idOf(stored)}`, bucket);
  }

  /** Makes the newest version of an object without a current one its current one, unless it is a delete marker. */
  private async promote(bucket: string, key: string): Promise<void> {
    const { objects } = await this.others.listObjects(bucket, { prefix: `${key}/` });
    const versions = objects.map((object) => ({ ...split(object.key), object }));
    const [newest] = versions.filter((version) => version.key === key).sort(newerFirst);
    if (newest === undefined || isMarker(newest.object)) return;
    await this.move(this.others, newest.object.key, this.current, key, bucket);
  }

  private async currentOf(bucket: string, key: string): Promise<Pick<StoredObject, "metadata"> | undefined> {
    if (!(await this.current.existsObject(bucket, key))) return undefined;
    return { metadata: await this.current.getMetadata(bucket, key) };
  }

  private async move(from: Store, fromKey: string, to: Store, toKey: string, bucket: string): Promise<void> {
    for (const part of ["metadata.json", "object.md5", "object"]) {
      const source = from.getResourcePath(bucket, fromKey, part);
      if (!existsSync(source)) continue;
      const target = to.getResourcePath(bucket, toKey, part);
      await mkdir(dirname(target), { recursive: true });
      await rename(source, target);
    }
    // Cleans the folders that are empty now.
    await (from === this.current ? this.remove : from.deleteObject.bind(from))(bucket, fromKey).catch(
      (error) => {
        if (codeOf(error) !== "ENOENT") throw error;
      },
    );
  }
}

function idOf({ metadata }: Pick<StoredObject, "metadata">): string {
  return metadata[VERSION_ID] ?? NULL_VERSION;
}

function isMarker({ metadata }: Pick<StoredObject, "metadata">): boolean {
  return metadata[DELETE_MARKER] === "true";
}

function split(name: string): { key: string; versionId: string } {
  const end = name.lastIndexOf("/");
  return { key: name.slice(0, end), versionId: name.slice(end + 1) };
}

/** Ids are ULIDs; whatever has none is older. */
function newerFirst(a: { versionId: string }, b: { versionId: string }): number {
  const rank = ({ versionId }: { versionId: string }) => (versionId === NULL_VERSION ? "" : versionId);
  return rank(a) < rank(b) ? 1 : -1;
}
