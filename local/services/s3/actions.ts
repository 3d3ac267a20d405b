import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { Store, StoredObject } from "s3rver";
import { DAY_MS } from "../../engine/duration";
import type { JsonDocument } from "../../engine/service";
import { isSigned } from "../../engine/signature";
import { type BucketAccess, isPublic } from "./access";
import { abortUpload, uploadsOf } from "./atomicUploads";
import { answerVersionOperation } from "./versionActions";
import type { ObjectVersions } from "./versions";
import { refuse, sendXml, type Target } from "./xmlAnswers";

/** Until when archived objects can be read, epoch milliseconds by `bucket/key`. */
export type Restored = JsonDocument<Record<string, number>>;

/** State that the operations act on. */
export interface OwnState {
  store: Store;
  versions: ObjectVersions;
  restored: Restored;
  access: ReadonlyMap<string, BucketAccess>;
}

const ARCHIVE_CLASSES = ["GLACIER", "DEEP_ARCHIVE"];

/**
 * The operations that s3rver lacks or gets wrong: ListObjectsV2 (its paging needs DES, which today's OpenSSL refuses), those on
 * versions, ListMultipartUploads, AbortMultipartUpload, RestoreObject and the refusal to read what is archived or private.
 * Restored objects can be read at once.
 *
 * @returns true if it answered; otherwise s3rver handles the request, whose body is unread.
 */
export async function answerOwnOperation(
  { store, versions, restored, access }: OwnState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const target = targetOf(request);
  if (target === undefined) return refuse(response, 400, "InvalidURI", "Couldn't parse the specified URI.");
  const { bucket, key, query } = target;
  if (bucket === "" || !(await store.getBucket(bucket))) return false;
  // The endpoint has verified a signature that is there.
  if (!isSigned(request) && !mayAnybody(target, request.method, access.get(bucket))) {
    return refuse(response, 403, "AccessDenied", "Access Denied");
  }
  if (request.method === "GET" && key === "" && query.get("list-type") === "2")
    return list(store, restored, target, request, response);
  if (request.method === "GET" && key === "" && query.has("uploads"))
    return listUploads(store, target, response);
  if (await answerVersionOperation(versions, target, request, response)) return true;
  if (key === "") return false;
  const uploadId = query.get("uploadId");
  if (request.method === "DELETE" && uploadId !== null) return abort(store, bucket, uploadId, response);
  if (request.method === "POST" && query.has("restore"))
    return restore(store, restored, target, request, response);
  if (request.method === "GET" || request.method === "HEAD")
    return guardArchived(store, restored, target, request, response);
  return false;
}

function mayAnybody(
  { bucket, key }: Target,
  method: string | undefined,
  access: BucketAccess | undefined,
): boolean {
  // A browser's preflight carries no credentials; the bucket's CORS rules answer it.
  if (method === "OPTIONS") return true;
  return (
    (method === "GET" || method === "HEAD") &&
    key !== "" &&
    isPublic(access, "s3:GetObject", `arn:aws:s3:::${bucket}/${key}`)
  );
}

function targetOf(request: IncomingMessage): Target | undefined {
  const [path = "", search] = (request.url ?? "").split("?", 2);
  const [bucket = "", ...rest] = path.slice(1).split("/");
  try {
    return { bucket, key: decodeURIComponent(rest.join("/")), query: new URLSearchParams(search) };
  } catch {
    return undefined;
  }
}

/** ListMultipartUploads, in pages by key and upload. */
async function listUploads(
  store: Store,
  { bucket, query }: Target,
  response: ServerResponse,
): Promise<boolean> {
  const prefix = query.get("prefix") ?? "";
  const limit = Math.min(Number(query.get("max-uploads") ?? 1000), 1000);
  const marker = (query.get("key-marker") ?? "") + (query.get("upload-id-marker") ?? "");
  const encode = query.get("encoding-type") === "url" ? encodeURIComponent : String;
  const rest = (await uploadsOf(store, bucket))
    .filter(({ key, uploadId }) => key.startsWith(prefix) && key + uploadId > marker)
    .sort((a, b) => (a.key + a.uploadId < b.key + b.uploadId ? -1 : 1));
  const uploads = rest.slice(0, limit);
  const last = rest.length > limit ? uploads.at(-1) : undefined;
  return sendXml(response, 200, {
    ListMultipartUploadsResult: {
      Bucket: bucket,
      Prefix: encode(prefix),
      EncodingType: query.get("encoding-type") ?? undefined,
      IsTruncated: last !== undefined,
      NextKeyMarker: last && encode(last.key),
      NextUploadIdMarker: last?.uploadId,
      Upload: uploads.map(({ key, uploadId }) => ({ Key: encode(key), UploadId: uploadId })),
    },
  });
}

async function abort(
  store: Store,
  bucket: string,
  uploadId: string,
  response: ServerResponse,
): Promise<boolean> {
  if (!(await abortUpload(store, bucket, uploadId))) {
    return refuse(response, 404, "NoSuchUpload", "The specified multipart upload does not exist.");
  }
  response.writeHead(204).end();
  return true;
}

/** Storage class of the object (`x-amz-storage-class`), which tells if it is archived. Undefined if the object does not exist. */
async function storageClass(store: Store, { bucket, key }: Target): Promise<string | undefined> {
  if (!(await store.existsObject(bucket, key))) return undefined;
  return (await store.getMetadata(bucket, key))["x-amz-storage-class"] ?? "STANDARD";
}

async function guardArchived(
  store: Store,
  restored: Restored,
  target: Target,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const stored = await storageClass(store, target);
  if (stored === undefined || !ARCHIVE_CLASSES.includes(stored)) return false;
  const until = restored.value[`${target.bucket}/${target.key}`] ?? 0;
  if (until > Date.now()) {
    response.setHeader(
      "x-amz-restore",
      `ongoing-request="false", expiry-date="${new Date(until).toUTCString()}"`,
    );
    return false;
  }
  if (request.method === "HEAD") return false;
  return refuse(
    response,
    403,
    "InvalidObjectState",
    "The operation is not valid for the object's storage class",
  );
}

async function restore(
  store: Store,
  restored: Restored,
  target: Target,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const days = Number(/<Days>(\d+)<\/Days>/.exec(await text(request))?.[1] ?? 1);
  const stored = await storageClass(store, target);
  if (stored === undefined) return refuse(response, 404, "NoSuchKey", "The specified key does not exist.");
  if (!ARCHIVE_CLASSES.includes(stored)) {
    return refuse(
      response,
      403,
      "InvalidObjectState",
      "Restore is not allowed for the object's current storage class",
    );
  }
  const id = `${target.bucket}/${target.key}`;
  const again = (restored.value[id] ?? 0) > Date.now();
  await restored.update((value) => Object.assign(value, { [id]: Date.now() + days * DAY_MS }));
  response.writeHead(again ? 200 : 202).end();
  return true;
}

/** ListObjectsV2. The continuation token is the last key or common prefix of the page before, in base64. */
async function list(
  store: Store,
  restored: Restored,
  { bucket, query }: Target,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const token = query.get("continuation-token");
  const after =
    token === null ? (query.get("start-after") ?? "") : Buffer.from(token, "base64").toString("utf8");
  const limit = Math.min(Number(query.get("max-keys") ?? 1000), 1000);
  const { objects } = await store.listObjects(bucket, { prefix });

  // Each entry is an object or, of those that share a prefix up to the delimiter, that prefix.
  const entries = new Map<string, StoredObject | undefined>();
  for (const object of objects) {
    const end = delimiter === "" ? -1 : object.key.indexOf(delimiter, prefix.length);
    if (end < 0) entries.set(object.key, object);
    else entries.set(object.key.slice(0, end + delimiter.length), undefined);
  }
  const names = [...entries.keys()].filter((name) => name > after).sort(byBytes);
  const page = names.slice(0, limit);
  const more = names.length > limit;
  const next = Buffer.from(page.at(-1) ?? "").toString("base64");
  const withRestores = request.headers["x-amz-optional-object-attributes"] === "RestoreStatus";
  const until = (name: string) => (withRestores && restored.value[`${bucket}/${name}`]) || 0;
  // Keys may hold characters that XML cannot; clients ask for this and decode it.
  const encode = query.get("encoding-type") === "url" ? encodeURIComponent : String;
  return sendXml(response, 200, {
    ListBucketResult: {
      Name: bucket,
      Prefix: encode(prefix),
      KeyCount: page.length,
      MaxKeys: limit,
      IsTruncated: more,
      Delimiter: delimiter === "" ? undefined : encode(delimiter),
      EncodingType: query.get("encoding-type") ?? undefined,
      ContinuationToken: token ?? undefined,
      NextContinuationToken: more ? next : undefined,
      Contents: page.flatMap((name) => contents(encode(name), entries.get(name), until(name))),
      CommonPrefixes: page.filter((name) => !entries.get(name)).map((name) => ({ Prefix: encode(name) })),
    },
  });
}

function contents(Key: string, object: StoredObject | undefined, restoredUntil: number): object[] {
  if (object === undefined) return [];
  const { metadata, size } = object;
  return [
    {
      Key,
      LastModified: new Date(metadata["last-modified"] ?? 0).toISOString(),
      ETag: metadata.etag,
      Size: size,
      StorageClass: metadata["x-amz-storage-class"] ?? "STANDARD",
      ...(restoredUntil > Date.now() && {
        RestoreStatus: {
          IsRestoreInProgress: false,
          RestoreExpiryDate: new Date(restoredUntil).toISOString(),
        },
      }),
    },
  ];
}

/** S3 lists by UTF-8 bytes, which differs from JavaScript's order for characters beyond U+FFFF. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
