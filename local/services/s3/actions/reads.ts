import { AwsError } from "../../../engine/awsError";
import { serveObject, versionHeaders } from "../answers";
import { methodNotAllowed, noSuchKey, noSuchVersion, S3Error } from "../errors";
import { lookingAgain } from "../files";
import { type Bucket, isArchived, type StoredObject } from "../model";
import { type Action, checkedHeader, type S3State, versionIdOf } from "../request";
import { sendXml } from "../xml";

/** Parameters of GetObject that replace headers of the answer. */
export const RESPONSE_PARAMETERS = [
  "response-cache-control",
  "response-content-disposition",
  "response-content-encoding",
  "response-content-language",
  "response-content-type",
  "response-expires",
];

/** GetObject and HeadObject. */
export const getObject: Action = async (state, { http, bucket, key, query }, response) => {
  const { files, objects } = state;
  const versionId = versionIdOf(query);
  const headers = Object.fromEntries(
    RESPONSE_PARAMETERS.flatMap((name) => {
      const value = query.get(name);
      const header = name.slice("response-".length);
      return value === null ? [] : [[header, checkedHeader(header, value)]];
    }),
  );
  await lookingAgain(async () => {
    const object = await findObject(objects, bucket, key, versionId);
    if (http.method === "GET" && isArchived(object, Date.now())) throw archived(object);
    await serveObject({ files, bucket, object, headers }, http, response);
  });
};

/** GetObjectTagging, which the AWS CLI asks before it copies a large object. Objects have no tags here. */
export const getObjectTagging: Action = async ({ objects }, { bucket, key }, response) => {
  const object = await findObject(objects, bucket, key);
  sendXml(response, "Tagging", { TagSet: {} }, versionHeaders(bucket, object.versionId));
};

/**
 * The current version of an object, or another.
 *
 * @throws AwsError NoSuchKey, NoSuchVersion, or MethodNotAllowed for a delete marker
 */
export async function findObject(
  objects: S3State["objects"],
  bucket: Bucket,
  key: string,
  versionId?: string,
): Promise<StoredObject> {
  const version =
    versionId === undefined
      ? await objects.current(bucket.name, key)
      : await objects.version(bucket.name, key, versionId);
  if (version === undefined) throw versionId === undefined ? noSuchKey() : noSuchVersion();
  if (!version.isDeleteMarker) return version;
  const headers = { ...versionHeaders(bucket, version.versionId), "x-amz-delete-marker": "true" };
  throw new S3Error(versionId === undefined ? noSuchKey() : methodNotAllowed(), { headers });
}

/** The refusal to read an archived object. */
export function archived({ storageClass }: StoredObject): AwsError {
  const error = new AwsError(
    "InvalidObjectState",
    "The operation is not valid for the object's storage class",
    403,
  );
  return new S3Error(error, { members: { StorageClass: storageClass } });
}
