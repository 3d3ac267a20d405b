import { Readable } from "node:stream";
import pLimit from "p-limit";
import { ulid } from "ulid";
import { badDigest, compositeChecksum, type Hash, newHash } from "./checksums";
import { type Batch, endOf, keyOf, type ObjectDatabase, startingWith } from "./database";
import { noSuchUpload } from "./errors";
import type { Attributes, Bucket, Checksum, Content, Part, StoredObject, Upload } from "./model";
import { chosenParts, type NamedPart, partsEtag } from "./parts";
import type { ObjectStore, PutOptions } from "./store";

interface CompleteOptions extends Omit<PutOptions, "also"> {
  /** The checksum that the client expects of the object. */
  expected?: string;
}

/** Multipart uploads: the received parts until they become an object. */
export class Uploads {
  /** Runs one change of an upload at a time: nothing else touches its parts while they become an object. */
  private readonly exclusively = pLimit(1);

  constructor(
    private readonly database: ObjectDatabase,
    private readonly objects: ObjectStore,
  ) {}

  async create(
    bucket: string,
    key: string,
    attributes: Attributes,
    checksum: Upload["checksum"],
  ): Promise<Upload> {
    const upload: Upload = { ...attributes, key, uploadId: ulid(), initiatedAt: Date.now(), checksum };
    await this.database.uploads.put(keyOf(bucket, key, upload.uploadId), upload);
    return upload;
  }

  /** @throws AwsError NoSuchUpload if it does not exist. */
  async get(bucket: string, key: string, uploadId: string): Promise<Upload> {
    const upload = await this.database.uploads.get(keyOf(bucket, key, uploadId));
    if (upload === undefined) throw noSuchUpload();
    return upload;
  }

  /** Uploads below a prefix, by key and then by the time they began. Begins after a key, or after an upload of it. */
  list(bucket: string, prefix: string, after: { key: string; uploadId: string }): AsyncIterable<Upload> {
    const { key, uploadId } = after;
    const place = uploadId === "" ? endOf(keyOf(bucket, key)) : keyOf(bucket, key, uploadId);
    return this.database.uploads.values(startingWith(bucket, prefix, key === "" ? undefined : place));
  }

  /** Parts of an upload by number. */
  parts(uploadId: string): Promise<Part[]> {
    return this.database.parts.values(startingWith(uploadId, "")).all();
  }

  /** Adds a part whose content was received; another of the same number is replaced. */
  async putPart(
    bucket: string,
    key: string,
    uploadId: string,
    number: number,
    content: Content,
  ): Promise<void> {
    const { parts, files } = this.database;
    try {
      await this.exclusively(async () => {
        await this.get(bucket, key, uploadId);
        const place = partKey(uploadId, number);
        const replaced = await parts.get(place);
        const part: Part = { ...content, number, modifiedAt: Date.now() };
        await files.keep(content.file, () => parts.put(place, part));
        if (replaced) await files.remove(replaced.file);
      });
    } catch (error) {
      await files.discard(content.file);
      throw error;
    }
  }

  async abort(bucket: string, key: string, uploadId: string): Promise<void> {
    await this.exclusively(async () => {
      const upload = await this.get(bucket, key, uploadId);
      const parts = await this.parts(uploadId);
      await this.database.write(this.removal(bucket, upload, parts));
      await this.removeFiles(parts);
    });
  }

  /**
   * Makes an object of the named parts. Completing an upload again returns the object that it became.
   *
   * @throws AwsError InvalidPart, InvalidPartOrder or EntityTooSmall if the parts do not make an object.
   */
  complete(
    bucket: Bucket,
    key: string,
    uploadId: string,
    named: readonly NamedPart[],
    { expected, ...options }: CompleteOptions,
  ): Promise<StoredObject> {
    return this.exclusively(async () => {
      const earlier = await this.completed(bucket.name, key, uploadId);
      if (earlier) {
        // The first time may have failed at this. S3 announces an object at least once.
        await this.objects.announce(bucket, earlier);
        return earlier;
      }
      const upload = await this.get(bucket.name, key, uploadId);
      const parts = await this.parts(uploadId);
      const content = await this.join(chosenParts(named, parts), upload);
      if (expected !== undefined && content.checksum && expected !== content.checksum.value) {
        await this.database.files.discard(content.file);
        throw badDigest(content.checksum.algorithm);
      }
      const { headers, storageClass } = upload;
      const also = this.removal(bucket.name, upload, parts);
      const whole = { key, uploadId, headers, storageClass, ...content };
      const object = await this.objects.putUnannounced(bucket, whole, { ...options, also });
      await this.removeFiles(parts);
      await this.objects.announce(bucket, object);
      return object;
    });
  }

  private async completed(bucket: string, key: string, uploadId: string): Promise<StoredObject | undefined> {
    for await (const version of this.objects.versionsOf(bucket, key))
      if (!version.isDeleteMarker && version.uploadId === uploadId) return version;
    return undefined;
  }

  private async join(parts: readonly Part[], { checksum: wanted }: Upload): Promise<Content> {
    const { files } = this.database;
    const hash = wanted?.type === "FULL_OBJECT" ? newHash(wanted.algorithm) : undefined;
    const bytes = files.concatenation(parts);
    const file = await files.receive(Readable.from(hashed(bytes, hash)));
    const checksum: Checksum | undefined =
      wanted && hash ? { ...wanted, value: await hash.digest() } : await compositeChecksum(parts, wanted);
    return {
      file,
      size: parts.reduce((total, { size }) => total + size, 0),
      etag: partsEtag(parts),
      checksum,
    };
  }

  private removal(bucket: string, { key, uploadId }: Upload, stored: readonly Part[]): Batch {
    const { uploads, parts } = this.database;
    return [
      { type: "del", sublevel: uploads, key: keyOf(bucket, key, uploadId) },
      ...stored.map(({ number }) => ({
        type: "del" as const,
        sublevel: parts,
        key: partKey(uploadId, number),
      })),
    ];
  }

  private async removeFiles(parts: readonly Part[]): Promise<void> {
    for (const { file } of parts) await this.database.files.remove(file);
  }
}

function partKey(uploadId: string, number: number): Buffer {
  return keyOf(uploadId, String(number).padStart(5, "0"));
}

async function* hashed(bytes: AsyncIterable<Buffer>, hash: Hash | undefined): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    hash?.update(chunk);
    yield chunk;
  }
}
