import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { Deletion, ObjectVersion, ObjectVersions } from "./versions";
import { refuse, sendXml, type Target } from "./xmlAnswers";

/**
 * The operations on versions: ListObjectVersions, DeleteObject and DeleteObjects. Reading a version that is not the current one is
 * refused: nothing here does.
 *
 * @returns true if it answered.
 */
export async function answerVersionOperation(
  versions: ObjectVersions,
  target: Target,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { bucket, key, query } = target;
  if (!versions.has(bucket)) return false;
  const versionId = query.get("versionId") ?? undefined;
  if (key === "") {
    if (request.method === "GET" && query.has("versions")) return list(versions, target, response);
    if (request.method === "POST" && query.has("delete"))
      return deleteMany(versions, bucket, request, response);
    return false;
  }
  if (request.method === "DELETE" && !query.has("uploadId") && !query.has("tagging")) {
    response.writeHead(204, headersOf(await versions.delete(bucket, key, versionId))).end();
    return true;
  }
  if (versionId === undefined) return false;
  return refuse(
    response,
    501,
    "NotImplemented",
    "Versions that are not the current one cannot be read here.",
  );
}

function headersOf({ versionId, isDeleteMarker }: Deletion): Record<string, string> {
  return {
    ...(versionId !== undefined && { "x-amz-version-id": versionId }),
    ...(isDeleteMarker && { "x-amz-delete-marker": "true" }),
  };
}

/** ListObjectVersions, without a delimiter. */
async function list(
  versions: ObjectVersions,
  { bucket, query }: Target,
  response: ServerResponse,
): Promise<boolean> {
  const prefix = query.get("prefix") ?? "";
  const limit = Math.min(Number(query.get("max-keys") ?? 1000), 1000);
  const encode = query.get("encoding-type") === "url" ? encodeURIComponent : String;
  const [keyMarker, idMarker] = [query.get("key-marker") ?? "", query.get("version-id-marker")];
  const all = await versions.list(bucket, prefix);
  const place = all.findIndex(({ key, versionId }) => key === keyMarker && versionId === idMarker);
  const rest = all.filter(({ key }, index) => (place < 0 ? key > keyMarker : index > place));
  const page = rest.slice(0, limit);
  const last = rest.length > limit ? page.at(-1) : undefined;
  return sendXml(response, 200, {
    ListVersionsResult: {
      Name: bucket,
      Prefix: encode(prefix),
      KeyMarker: encode(keyMarker),
      VersionIdMarker: idMarker ?? "",
      MaxKeys: limit,
      EncodingType: query.get("encoding-type") ?? undefined,
      IsTruncated: last !== undefined,
      NextKeyMarker: last && encode(last.key),
      NextVersionIdMarker: last?.versionId,
      Version: page.filter(({ isDeleteMarker }) => !isDeleteMarker).map((one) => versionOf(one, encode)),
      DeleteMarker: page.filter(({ isDeleteMarker }) => isDeleteMarker).map((one) => markerOf(one, encode)),
    },
  });
}

function markerOf({ key, versionId, isLatest, object }: ObjectVersion, encode: (text: string) => string) {
  return {
    Key: encode(key),
    VersionId: versionId,
    IsLatest: isLatest,
    LastModified: new Date(object.metadata["last-modified"] ?? 0).toISOString(),
  };
}

function versionOf(version: ObjectVersion, encode: (text: string) => string) {
  const { metadata, size } = version.object;
  const StorageClass = metadata["x-amz-storage-class"] ?? "STANDARD";
  return { ...markerOf(version, encode), ETag: metadata.etag, Size: size, StorageClass };
}

async function deleteMany(
  versions: ObjectVersions,
  bucket: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const body = await text(request);
  const objects = [...body.matchAll(/<Object>(.*?)<\/Object>/gs)].map(([, object = ""]) => ({
    key: elementOf(object, "Key") ?? "",
    versionId: elementOf(object, "VersionId"),
  }));
  if (objects.length === 0 || objects.length > 1000)
    return refuse(response, 400, "MalformedXML", "The XML you provided was not well-formed.");
  const deleted = [];
  for (const { key, versionId } of objects) {
    const outcome = await versions.delete(bucket, key, versionId);
    deleted.push({
      Key: key,
      VersionId: versionId,
      DeleteMarker: outcome.isDeleteMarker,
      DeleteMarkerVersionId: outcome.isDeleteMarker ? outcome.versionId : undefined,
    });
  }
  const quiet = elementOf(body, "Quiet") === "true";
  return sendXml(response, 200, { DeleteResult: quiet ? "" : { Deleted: deleted } });
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** The text of an element. The XML parser that s3rver brings has known holes; these elements hold nothing but text. */
function elementOf(xml: string, name: string): string | undefined {
  const content = new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(xml)?.[1];
  return content?.replace(/&(#x?)?(\w+);/g, (_, number: string | undefined, entity: string) => {
    if (number === undefined) return ENTITIES[entity] ?? "";
    return String.fromCodePoint(Number.parseInt(entity, number === "#" ? 10 : 16));
  });
}
