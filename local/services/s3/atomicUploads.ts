import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { IncomingMessage } from "node:http";
import { basename, dirname, join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Store } from "s3rver";
import { ChunkedDecoder } from "./chunkedDecoder";

/**
 * Makes s3rver's uploads whole or not at all. Its own way answers before the last bytes are on disk and leaves half an
 * object behind when an upload is cut off; this one writes a file beside and renames it.
 */
export function makeUploadsAtomic(store: Store): void {
  store.putObject = async ({ bucket, key, content, metadata }) => {
    const path = store.getResourcePath(bucket, key, "object");
    const written = await writeWhole(path, plain(content));
    await store.putMetadata(bucket, key, withoutFraming(metadata), written.md5);
    return written;
  };
  store.putPart = async (bucket, uploadId, part, content) => {
    const path = join(store.getResourcePath(bucket, undefined, "uploads"), uploadId, String(part));
    const written = await writeWhole(path, plain(content));
    await writeFile(`${path}.md5`, written.md5);
    return written;
  };
}

/** The body of an upload without the framing of `aws-chunked`, which s3rver would store with it. */
function plain(content: Readable | Buffer): Readable | Buffer {
  if (!(content instanceof IncomingMessage)) return content;
  const hash = String(content.headers["x-amz-content-sha256"] ?? "");
  return hash.startsWith("STREAMING-") ? content.pipe(new ChunkedDecoder()) : content;
}

/** `aws-chunked` tells how the body was sent; it is no property of the object. */
function withoutFraming({
  "content-encoding": encoding,
  ...metadata
}: Record<string, string>): Record<string, string> {
  const rest = encoding?.replace(/aws-chunked,?\s*/, "");
  return rest ? { ...metadata, "content-encoding": rest } : metadata;
}

async function writeWhole(path: string, content: Readable | Buffer): Promise<{ size: number; md5: string }> {
  const partial = join(dirname(path), `.${basename(path)}.${process.hrtime.bigint()}`);
  await mkdir(dirname(path), { recursive: true });
  const hash = createHash("md5");
  let size = 0;
  const count = new Transform({
    transform(chunk, _, callback) {
      hash.update(chunk);
      size += chunk.length;
      callback(undefined, chunk);
    },
  });
  try {
    await pipeline(
      Buffer.isBuffer(content) ? Readable.from([content]) : content,
      count,
      createWriteStream(partial),
    );
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return { size, md5: hash.digest("hex") };
}

/** The uploads of a bucket that are neither completed nor given up. */
export async function uploadsOf(
  store: Store,
  bucket: string,
): Promise<readonly { key: string; uploadId: string }[]> {
  const folder = store.getResourcePath(bucket, undefined, "uploads");
  const ids = await readdir(folder).catch(() => []);
  const uploads = ids.map(async (uploadId) => {
    // One that ends while it is listed has no key any more.
    const key = await readFile(join(folder, uploadId, "key"), "utf8").catch(() => undefined);
    return key === undefined ? [] : [{ key, uploadId }];
  });
  return (await Promise.all(uploads)).flat();
}

/** Drops the parts of an upload that is given up; false when there is no such upload. */
export async function abortUpload(store: Store, bucket: string, uploadId: string): Promise<boolean> {
  // The id is a path segment here; s3rver makes them of hex digits.
  if (!/^[\w-]+$/.test(uploadId)) return false;
  const folder = join(store.getResourcePath(bucket, undefined, "uploads"), uploadId);
  const known = await readFile(join(folder, "key")).then(
    () => true,
    () => false,
  );
  await rm(folder, { recursive: true, force: true });
  return known;
}
