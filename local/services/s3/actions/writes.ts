import type { IncomingHttpHeaders } from "node:http";
import { AwsError } from "../../../engine/awsError";
import { DAY_MS } from "../../../engine/duration";
import { ENCRYPTION_HEADERS, versionHeaders } from "../answers";
import { readXml, receive, receiveFrom } from "../body";
import { checksumElements, checksumHeaders } from "../checksums";
import { checkCopySource, writeCheck } from "../conditions";
import { invalidRequest, malformedXml } from "../errors";
import { lookingAgain } from "../files";
import { type Bucket, isArchived, STORAGE_CLASSES, type StoredObject } from "../model";
import { type Action, attributesOf, type S3State, targetOf, versionIdOf } from "../request";
import { childrenOf, sendXml, textOf, type XmlElement } from "../xml";
import { findObject } from "./reads";

/** PutObject */
export const putObject: Action = async ({ files, objects }, { http, bucket, key }, response) => {
  const attributes = attributesOf(http.headers);
  const check = writeCheck(http.headers);
  const content = await receive(files, http);
  const object = await objects.put(bucket, { key, ...attributes, ...content }, { check });
  response.writeHead(200, writtenHeaders(bucket, object)).end();
};

/** Headers of an answer to a request that created an object. */
export function writtenHeaders(bucket: Bucket, object: StoredObject): Record<string, string> {
  const { etag, versionId, checksum } = object;
  return {
    ETag: `"${etag}"`,
    ...ENCRYPTION_HEADERS,
    ...versionHeaders(bucket, versionId),
    ...checksumHeaders(checksum),
  };
}

/** CopyObject */
export const copyObject: Action = async (state, { http, bucket, key }, response) => {
  const { files, objects } = state;
  const { headers } = http;
  const attributes = attributesOf(headers);
  const check = writeCheck(headers);
  const isReplacing = headers["x-amz-metadata-directive"] === "REPLACE";
  const { source, opened } = await lookingAgain(async () => {
    const source = await copySource(state, headers);
    const isOnItself = source.bucket === bucket && source.object.key === key && source.isCurrent;
    if (isOnItself && !isReplacing && attributes.storageClass === source.object.storageClass) {
      throw invalidRequest(
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
      );
    }
    return { source, opened: await files.read(source.object) };
  });
  // Read again: as on S3, the ETag of a copy is the MD5 of the whole object even if the source was uploaded in parts.
  const algorithm = source.object.checksum?.algorithm;
  const content = await receiveFrom(files, opened, { algorithm });
  const copy = {
    key,
    ...content,
    headers: isReplacing ? attributes.headers : source.object.headers,
    storageClass: attributes.storageClass,
  };
  const object = await objects.put(bucket, copy, { check });
  sendXml(response, "CopyObjectResult", copyResult(object), {
    ...ENCRYPTION_HEADERS,
    ...versionHeaders(bucket, object.versionId),
    ...source.headers,
  });
};

export function copyResult({
  etag,
  modifiedAt,
  checksum,
}: Pick<StoredObject, "etag" | "modifiedAt" | "checksum">): XmlElement {
  return {
    LastModified: new Date(modifiedAt).toISOString(),
    ETag: `"${etag}"`,
    ...checksumElements(checksum),
  };
}

interface CopySource {
  bucket: Bucket;
  object: StoredObject;
  isCurrent: boolean;
  /** Headers of the answer. */
  headers: Record<string, string>;
}

/**
 * The object that a request is to copy.
 *
 * @throws AwsError if it does not exist, is archived or does not meet the request's conditions
 */
export async function copySource(state: S3State, headers: IncomingHttpHeaders): Promise<CopySource> {
  const text = String(headers["x-amz-copy-source"]);
  const [path = "", search] = text.split("?", 2);
  const target = targetOf(path.startsWith("/") ? path : `/${path}`);
  const bucket = state.buckets.find(target.bucket);
  if (!bucket) throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
  const versionId = versionIdOf(new URLSearchParams(search));
  const object = await findObject(state.objects, bucket, target.key, versionId);
  if (isArchived(object, Date.now())) {
    throw new AwsError(
      "ObjectNotInActiveTierError",
      "The source object of the COPY action is not in the active tier",
      403,
    );
  }
  checkCopySource(headers, object);
  const shown = versionHeaders(bucket, object.versionId)["x-amz-version-id"];
  return {
    bucket,
    object,
    isCurrent: versionId === undefined,
    headers: shown === undefined ? {} : { "x-amz-copy-source-version-id": shown },
  };
}

/** DeleteObject */
export const deleteObject: Action = async ({ objects }, { http, bucket, key, query }, response) => {
  const { versionId, isDeleteMarker } = await objects.delete(bucket, key, {
    versionId: versionIdOf(query),
    check: writeCheck(http.headers),
  });
  const headers = {
    ...versionHeaders(bucket, versionId),
    ...(isDeleteMarker && { "x-amz-delete-marker": "true" }),
  };
  response.writeHead(204, headers).end();
};

const MAX_DELETED = 1000;

/** DeleteObjects */
export const deleteObjects: Action = async ({ objects }, { http, bucket }, response) => {
  const body = await readXml(http, "Delete");
  const named = childrenOf(body, "Object").map((object) => ({
    key: textOf(object, "Key"),
    versionId: textOf(object, "VersionId"),
    etag: textOf(object, "ETag"),
  }));
  if (named.length === 0 || named.length > MAX_DELETED) throw malformedXml();
  const deleted: object[] = [];
  const failed: object[] = [];
  for (const { key, versionId, etag } of named) {
    if (key === undefined || key === "") throw malformedXml();
    const check = etag === undefined ? undefined : writeCheck({ "if-match": etag });
    try {
      const { versionId: affected, isDeleteMarker } = await objects.delete(bucket, key, { versionId, check });
      const DeleteMarkerVersionId = isDeleteMarker ? affected : undefined;
      deleted.push({ Key: key, VersionId: versionId, DeleteMarker: isDeleteMarker, DeleteMarkerVersionId });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({ Key: key, VersionId: versionId, Code: error.code, Message: error.message });
    }
  }
  const isQuiet = textOf(body, "Quiet") === "true";
  sendXml(response, "DeleteResult", { Deleted: isQuiet ? undefined : deleted, Error: failed });
};

/** RestoreObject. A restored object can be read immediately. */
export const restoreObject: Action = async ({ objects }, { http, bucket, key, query }, response) => {
  const request = await readXml(http, "RestoreRequest");
  const days = Number(textOf(request, "Days"));
  if (!Number.isInteger(days) || days < 1) throw malformedXml();
  const object = await findObject(objects, bucket, key, versionIdOf(query));
  if (!STORAGE_CLASSES[object.storageClass]?.isArchive) {
    throw new AwsError(
      "InvalidObjectState",
      "Restore is not allowed for the object's current storage class",
      403,
    );
  }
  const now = Date.now();
  await objects.update(bucket.name, object, { restoredUntil: now + days * DAY_MS });
  response.writeHead(isArchived(object, now) ? 202 : 200).end();
};
