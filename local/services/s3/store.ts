import pLimit from "p-limit";
import { decodeTime, monotonicFactory } from "ulid";
import { type Batch, endOf, keyOf, type ObjectDatabase, startingWith } from "./database";
import { noSuchVersion } from "./errors";
import {
  type Attributes,
  type Bucket,
  type Content,
  type DeleteMarker,
  NULL_VERSION,
  type ObjectVersion,
  type StoredObject,
} from "./model";

interface NewObject extends Attributes, Content {
  key: string;
  uploadId?: string;
}

export interface PutOptions {
  /** Called with the current version before the object takes its place; throws if it may not. */
  check?(current: ObjectVersion | undefined): void;
  /** Entries to write together with the object. */
  also?: Batch;
}

/** A bucket as far as its objects depend on it. */
type Versioned = Pick<Bucket, "name" | "versioning" | "creationQueues">;

/** Called after an object was stored, and before its writer is answered. */
export type CreationHook = (bucket: Versioned, object: StoredObject) => Promise<void>;

/** The outcome of a deletion, as S3 answers it. */
interface Deletion {
  /** ID of the version that was deleted, or of the delete marker that was created. */
  versionId?: string;
  /** True if a delete marker was created or deleted. */
  isDeleteMarker?: boolean;
}

/** Objects and their versions. Contents are written beforehand, so that a change is one batch. */
export class ObjectStore {
  /** Runs one change at a time: a condition holds until its change is written. */
  readonly exclusively = pLimit(1);
  private readonly newId = monotonicFactory();

  constructor(
    private readonly database: ObjectDatabase,
    private readonly onCreated: CreationHook = async () => {},
  ) {}

  /** The current version: an object, or a delete marker. */
  async current(bucket: string, key: string): Promise<ObjectVersion | undefined> {
    for await (const version of this.versionsOf(bucket, key, 1)) return version;
    return undefined;
  }

  /** Undefined if the key has no current version or it is a delete marker. */
  async currentObject(bucket: string, key: string): Promise<StoredObject | undefined> {
    const version = await this.current(bucket, key);
    return version?.isDeleteMarker ? undefined : version;
  }

  async version(bucket: string, key: string, versionId: string): Promise<ObjectVersion | undefined> {
    for await (const version of this.versionsOf(bucket, key))
      if (version.versionId === versionId) return version;
    return undefined;
  }

  /** Versions of one key, the newest first. */
  versionsOf(bucket: string, key: string, limit = Number.POSITIVE_INFINITY): AsyncIterable<ObjectVersion> {
    const start = keyOf(bucket, key);
    return this.database.versions.values({ gte: start, lt: endOf(start), limit });
  }

  /** Versions of every key below a prefix: by key, the newest first. Begins after a key, or after one of its versions. */
  list(
    bucket: string,
    prefix: string,
    after?: { key: string; order?: string },
  ): AsyncIterable<ObjectVersion> {
    return this.database.versions.values(startingWith(bucket, prefix, after && placeOf(bucket, after)));
  }

  /** Current objects below a prefix, by key. */
  async *listCurrent(bucket: string, prefix: string, after?: string): AsyncGenerator<StoredObject> {
    let last: string | undefined;
    for await (const version of this.list(bucket, prefix, after === undefined ? undefined : { key: after })) {
      if (version.key !== last && !version.isDeleteMarker) yield version;
      last = version.key;
    }
  }

  /** Makes an object the current version of its key. Its content is kept, or discarded if that fails. */
  async put(bucket: Versioned, object: NewObject, options: PutOptions = {}): Promise<StoredObject> {
    const stored = await this.putUnannounced(bucket, object, options);
    await this.announce(bucket, stored);
    return stored;
  }

  /** Tells those who wait for new objects of a stored one. */
  announce(bucket: Versioned, object: StoredObject): Promise<void> {
    return this.onCreated(bucket, object);
  }

  /** Like `put`; nobody is told of the object yet. */
  async putUnannounced(
    bucket: Versioned,
    object: NewObject,
    { check, also }: PutOptions,
  ): Promise<StoredObject> {
    const { files } = this.database;
    try {
      return await this.exclusively(async () => {
        const current = await this.current(bucket.name, object.key);
        check?.(current);
        const stored: StoredObject = { ...object, ...this.identity(bucket, current), isDeleteMarker: false };
        await this.replace(bucket.name, stored, also);
        return stored;
      });
    } catch (error) {
      await files.discard(object.file);
      throw error;
    }
  }

  /** Deletes a version permanently, or, without an ID, hides the object as its bucket's versioning demands. */
  async delete(
    bucket: Versioned,
    key: string,
    { versionId, check }: { versionId?: string; check?: PutOptions["check"] } = {},
  ): Promise<Deletion> {
    const { name, versioning } = bucket;
    return this.exclusively(async () => {
      const current = await this.current(name, key);
      check?.(current);
      if (versionId !== undefined) return this.deleteVersion(name, key, versionId);
      if (versioning === undefined) {
        await this.deleteVersion(name, key, NULL_VERSION);
        return {};
      }
      const marker: DeleteMarker = { key, ...this.identity(bucket, current), isDeleteMarker: true };
      await this.replace(name, marker);
      return { versionId: marker.versionId, isDeleteMarker: true };
    });
  }

  /** Changes an attribute of a stored version. @throws AwsError NoSuchVersion if it is gone. */
  async update(bucket: string, version: StoredObject, change: Partial<StoredObject>): Promise<void> {
    await this.exclusively(async () => {
      const key = versionKey(bucket, version);
      const stored = await this.database.versions.get(key);
      if (stored === undefined) throw noSuchVersion();
      await this.database.versions.put(key, { ...stored, ...change } as StoredObject);
    });
  }

  /** Writes a version under the key that its order gives it. */
  async import(bucket: string, version: ObjectVersion): Promise<void> {
    const { files, versions } = this.database;
    const store = () => versions.put(versionKey(bucket, version), version);
    await (version.isDeleteMarker ? store() : files.keep(version.file, store));
  }

  private identity({ versioning }: Versioned, current: ObjectVersion | undefined) {
    const modifiedAt = Date.now();
    // Newer than the current version even if the clock was set back.
    const order = this.newId(Math.max(modifiedAt, current ? decodeTime(current.order) + 1 : 0));
    return { order, modifiedAt, versionId: versioning ? order : NULL_VERSION };
  }

  /** Writes a version; a null version takes the place of the one before. */
  private async replace(bucket: string, version: ObjectVersion, also: Batch = []): Promise<void> {
    const { versions, files, write } = this.database;
    const replaced =
      version.versionId === NULL_VERSION ? await this.version(bucket, version.key, NULL_VERSION) : undefined;
    const batch: Batch = [...also];
    if (replaced) batch.push({ type: "del", sublevel: versions, key: versionKey(bucket, replaced) });
    batch.push({ type: "put", sublevel: versions, key: versionKey(bucket, version), value: version });
    await (version.isDeleteMarker ? write(batch) : files.keep(version.file, () => write(batch)));
    if (replaced && !replaced.isDeleteMarker) await files.remove(replaced.file);
  }

  private async deleteVersion(bucket: string, key: string, versionId: string): Promise<Deletion> {
    const version = await this.version(bucket, key, versionId);
    if (version === undefined) return { versionId };
    await this.database.versions.del(versionKey(bucket, version));
    if (version.isDeleteMarker) return { versionId, isDeleteMarker: true };
    await this.database.files.remove(version.file);
    return { versionId };
  }
}

/** Orders versions by key, then the newest first. */
function versionKey(bucket: string, { key, order }: Pick<ObjectVersion, "key" | "order">): Buffer {
  return keyOf(bucket, key, Buffer.from(order).map((byte) => 0xff - byte) as Buffer);
}

/** Behind a version, or behind all versions of a key. */
function placeOf(bucket: string, { key, order }: { key: string; order?: string }): Buffer {
  return order === undefined ? endOf(keyOf(bucket, key)) : versionKey(bucket, { key, order });
}
