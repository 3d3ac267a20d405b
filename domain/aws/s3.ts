import { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { clientDefaults } from "./clientDefaults";

/** An S3 client. A part of a multipart upload may take longer than a small request. */
export function s3Client(): S3Client {
  return new S3Client({
    ...clientDefaults,
    requestHandler: { ...clientDefaults.requestHandler, requestTimeout: 30_000 },
  });
}

/** A link that downloads an object without signing in; it is valid for minutes. */
interface DownloadLink {
  url: string;
  /** UTC, ISO 8601. */
  expiresAt: string;
}

/** Seconds that a link or a form for one file can be used. */
export const LINK_SECONDS = 5 * 60;

/** Creates a presigned link that downloads an object under a file name. */
export async function downloadLink(
  s3: S3Client,
  { bucket, key }: { bucket: string; key: string },
  fileName: string,
  now: Date,
): Promise<DownloadLink> {
  const url = await getSignedUrl(
    s3,
    new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      ResponseContentDisposition: `attachment; filename="${fileName}"`,
    }),
    { expiresIn: LINK_SECONDS, signingDate: now },
  );
  return { url, expiresAt: new Date(now.getTime() + LINK_SECONDS * 1000).toISOString() };
}

/** An object to be written from text or bytes that arrive in pieces. */
interface StreamedObject {
  bucket: string;
  key: string;
  contentType: string;
  chunks: AsyncIterable<string | Uint8Array>;
}

/** Parts of an upload, 5 MB each, that are in memory at the same time. */
const PARTS_IN_MEMORY = 2;

/** Writes an object by a multipart upload, so that it appears in the bucket whole or not at all. */
export async function upload(
  s3: S3Client,
  { bucket, key, contentType, chunks }: StreamedObject,
): Promise<void> {
  const params = { Bucket: bucket, Key: key, Body: Readable.from(bytes(chunks)), ContentType: contentType };
  await new Upload({ client: s3, params, queueSize: PARTS_IN_MEMORY }).done();
}

async function* bytes(chunks: StreamedObject["chunks"]): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    yield Buffer.from(chunk);
    // Creating chunks blocks the event loop; this lets the current part be sent in between.
    await nextTurn();
  }
}
