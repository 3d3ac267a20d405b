import type { DeleteMarker, ObjectVersion, StoredObject } from "../model";
import { type PageQuery, pageOf } from "../pages";
import { type Action, encodeKey, numberOf, type S3Request } from "../request";
import { sendXml, type XmlElement } from "../xml";

/** Parameters that all lists have. */
export const LIST_PARAMETERS = ["prefix", "delimiter", "encoding-type", "max-keys"];

const MAX_PAGE = 1000;

/** The parameters of a list, and the members that repeat them in the answer. */
function listQuery({ bucket, query }: S3Request, after: string, limitName = "max-keys") {
  const isEncoded = query.get("encoding-type") === "url";
  // Keys may hold characters that XML cannot; clients ask for this and decode it.
  const encode = (text: string) => (isEncoded ? encodeKey(text) : text);
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const limit = numberOf(query, limitName, MAX_PAGE, [0, MAX_PAGE]);
  const page: PageQuery = { prefix, delimiter, after, limit };
  return {
    page,
    encode,
    common: {
      [limitName === "max-keys" ? "Name" : "Bucket"]: bucket.name,
      Prefix: encode(prefix),
      Delimiter: delimiter === "" ? undefined : encode(delimiter),
      [limitName === "max-keys" ? "MaxKeys" : "MaxUploads"]: limit,
      EncodingType: isEncoded ? "url" : undefined,
    },
    prefixes: (names: readonly string[]) => names.map((name) => ({ Prefix: encode(name) })),
  };
}

/** ListObjectsV2. The continuation token is the last key or common prefix of the page before. */
export const listObjectsV2: Action = async ({ objects }, request, response) => {
  const { bucket, query, http } = request;
  const token = query.get("continuation-token");
  const startAfter = query.get("start-after") ?? "";
  const after = token === null ? startAfter : Buffer.from(token, "base64").toString("utf8");
  const { page: wanted, encode, common, prefixes } = listQuery(request, after);
  const page = await pageOf(objects.listCurrent(bucket.name, wanted.prefix, after), wanted);
  const withRestores = http.headers["x-amz-optional-object-attributes"] === "RestoreStatus";
  sendXml(response, "ListBucketResult", {
    ...common,
    StartAfter: startAfter === "" ? undefined : encode(startAfter),
    ContinuationToken: token ?? undefined,
    NextContinuationToken: page.next && Buffer.from(page.next.name).toString("base64"),
    KeyCount: page.items.length + page.commonPrefixes.length,
    IsTruncated: page.next !== undefined,
    Contents: page.items.map((object) => contents(object, encode, withRestores)),
    CommonPrefixes: prefixes(page.commonPrefixes),
  });
};

function contents(object: StoredObject, encode: (text: string) => string, withRestores: boolean): XmlElement {
  const { restoredUntil = 0 } = object;
  const status = withRestores && restoredUntil > Date.now();
  return {
    ...described(object, encode),
    ...(status && {
      RestoreStatus: {
        IsRestoreInProgress: false,
        RestoreExpiryDate: new Date(restoredUntil).toISOString(),
      },
    }),
  };
}

function described(object: StoredObject, encode: (text: string) => string): XmlElement {
  const { key, modifiedAt, etag, size, storageClass, checksum } = object;
  return {
    Key: encode(key),
    LastModified: new Date(modifiedAt).toISOString(),
    ETag: `"${etag}"`,
    ChecksumAlgorithm: checksum?.algorithm,
    ChecksumType: checksum?.type,
    Size: size,
    StorageClass: storageClass,
  };
}

/** ListObjectVersions */
export const listObjectVersions: Action = async ({ objects }, request, response) => {
  const { bucket, query } = request;
  const key = query.get("key-marker") ?? "";
  const versionId = query.get("version-id-marker") ?? "";
  const { page: wanted, encode, common, prefixes } = listQuery(request, key);
  // A version's ID is its place in the order, except that of the null version. It need not exist any more.
  const marked = versionId === "" ? undefined : await objects.version(bucket.name, key, versionId);
  const order = marked?.order ?? (/^[0-9A-Z]{26}$/.test(versionId) ? versionId : undefined);
  const all = objects.list(bucket.name, wanted.prefix, key === "" ? undefined : { key, order });
  const page = await pageOf(withLatest(all, versionId === "" ? undefined : key), wanted);
  sendXml(response, "ListVersionsResult", {
    ...common,
    KeyMarker: encode(key),
    VersionIdMarker: versionId,
    NextKeyMarker: page.next && encode(page.next.name),
    NextVersionIdMarker: page.next?.item?.versionId,
    IsTruncated: page.next !== undefined,
    Version: page.items.flatMap((version) =>
      version.isDeleteMarker ? [] : [{ ...described(version, encode), ...identified(version) }],
    ),
    DeleteMarker: page.items.flatMap((version) =>
      version.isDeleteMarker ? [{ ...markerOf(version, encode), ...identified(version) }] : [],
    ),
    CommonPrefixes: prefixes(page.commonPrefixes),
  });
};

/** Says of each version whether it is the current one of its key. Those of `seen` are not: a newer one came before. */
async function* withLatest(versions: AsyncIterable<ObjectVersion>, seen: string | undefined) {
  let last = seen;
  for await (const version of versions) {
    yield { ...version, isLatest: version.key !== last };
    last = version.key;
  }
}

function identified({ versionId, isLatest }: { versionId: string; isLatest: boolean }): XmlElement {
  return { VersionId: versionId, IsLatest: isLatest };
}

function markerOf({ key, modifiedAt }: DeleteMarker, encode: (text: string) => string): XmlElement {
  return { Key: encode(key), LastModified: new Date(modifiedAt).toISOString() };
}

/** ListMultipartUploads */
export const listMultipartUploads: Action = async ({ uploads }, request, response) => {
  const { bucket, query } = request;
  const key = query.get("key-marker") ?? "";
  const uploadId = query.get("upload-id-marker") ?? "";
  const { page: wanted, encode, common, prefixes } = listQuery(request, key, "max-uploads");
  const page = await pageOf(uploads.list(bucket.name, wanted.prefix, { key, uploadId }), wanted);
  sendXml(response, "ListMultipartUploadsResult", {
    ...common,
    KeyMarker: encode(key),
    UploadIdMarker: uploadId,
    NextKeyMarker: page.next && encode(page.next.name),
    NextUploadIdMarker: page.next?.item?.uploadId,
    IsTruncated: page.next !== undefined,
    Upload: page.items.map((upload) => ({
      Key: encode(upload.key),
      UploadId: upload.uploadId,
      StorageClass: upload.storageClass,
      Initiated: new Date(upload.initiatedAt).toISOString(),
      ChecksumAlgorithm: upload.checksum?.algorithm,
      ChecksumType: upload.checksum?.type,
    })),
    CommonPrefixes: prefixes(page.commonPrefixes),
  });
};
