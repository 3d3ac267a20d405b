import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { codeOf } from "../../engine/localCloudError";
import { checksumHeaders } from "./checksums";
import { checkRead, rangeOf } from "./conditions";
import type { Files } from "./files";
import { type Bucket, NULL_VERSION, type StoredObject } from "./model";

/** Headers of every answer about an object, in lowercase: stored ones must not be duplicated. */
function objectHeaders(bucket: Bucket, object: StoredObject): Record<string, string> {
  const { headers, etag, modifiedAt, storageClass, restoredUntil = 0 } = object;
  return {
    "content-type": "binary/octet-stream",
    ...headers,
    etag: `"${etag}"`,
    "last-modified": new Date(modifiedAt).toUTCString(),
    "accept-ranges": "bytes",
    ...ENCRYPTION_HEADERS,
    ...versionHeaders(bucket, object.versionId),
    ...(storageClass !== "STANDARD" && { "x-amz-storage-class": storageClass }),
    ...(restoredUntil > Date.now() && {
      "x-amz-restore": `ongoing-request="false", expiry-date="${new Date(restoredUntil).toUTCString()}"`,
    }),
  };
}

/** S3 encrypts every object. */
export const ENCRYPTION_HEADERS = { "x-amz-server-side-encryption": "AES256" };

/** Objects of a bucket that never had versioning show no version. */
export function versionHeaders(
  { versioning }: Bucket,
  versionId: string | undefined,
): Record<string, string> {
  const isShown = versionId !== undefined && (versioning !== undefined || versionId !== NULL_VERSION);
  return isShown ? { "x-amz-version-id": versionId } : {};
}

/** Ignores stream errors of a client that has disconnected. */
const GONE: readonly unknown[] = ["ERR_STREAM_PREMATURE_CLOSE", "ERR_STREAM_UNABLE_TO_PIPE"];

interface ServeOptions {
  files: Files;
  bucket: Bucket;
  object: StoredObject;
  /** Headers that override those of the object. */
  headers?: Readonly<Record<string, string>>;
  /** For an error page. Conditions and ranges do not apply to it. Default 200. */
  status?: number;
}

/**
 * Answers with an object, or the part of it that the request asks for, as its conditions demand.
 *
 * @throws AwsError PreconditionFailed or InvalidRange
 */
export async function serveObject(
  { files, bucket, object, headers = {}, status = 200 }: ServeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const common = { ...objectHeaders(bucket, object), ...headers };
  const isPage = status === 200;
  if (isPage && checkRead(request.headers, object) === "not modified") {
    response.writeHead(304, common).end();
    return;
  }
  const range = isPage ? rangeOf(request.headers, object) : undefined;
  const isWithChecksum = request.headers["x-amz-checksum-mode"]?.toString().toUpperCase() === "ENABLED";
  const all = {
    ...common,
    "Content-Length": range ? range.end - range.start + 1 : object.size,
    ...(range && { "Content-Range": `bytes ${range.start}-${range.end}/${object.size}` }),
    ...(isWithChecksum && !range && checksumHeaders(object.checksum)),
  };
  if (request.method === "HEAD") {
    response.writeHead(range ? 206 : status, all).end();
    return;
  }
  const content = await files.read(object, range);
  response.writeHead(range ? 206 : status, all);
  await pipeline(content, response).catch((error) => {
    // Node.js 24 leaves the file open if the client was gone before the first byte.
    content.destroy();
    if (!GONE.includes(codeOf(error))) throw error;
  });
}
