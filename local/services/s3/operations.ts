import { LIST_PARAMETERS, listMultipartUploads, listObjectsV2, listObjectVersions } from "./actions/lists";
import { postObject } from "./actions/postObject";
import { getObject, getObjectTagging, RESPONSE_PARAMETERS } from "./actions/reads";
import {
  abortMultipartUpload,
  completeMultipartUpload,
  createMultipartUpload,
  uploadPart,
  uploadPartCopy,
} from "./actions/uploads";
import { copyObject, deleteObject, deleteObjects, putObject, restoreObject } from "./actions/writes";
import { notImplemented } from "./errors";
import type { Action } from "./request";

export interface Operation {
  method: string;
  on: "bucket" | "object";
  /** Query parameters that distinguish it from others of the same method, with their value if only one matches. */
  marks?: Readonly<Record<string, string | undefined>>;
  /** A header that distinguishes it from others of the same method. */
  header?: string;
  /** Other parameters that it understands. */
  parameters?: readonly string[];
  run: Action;
}

const ANY = undefined;

/** The operations of S3 by name, more specific ones first. Everything else is refused. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  GetObjectTagging: { method: "GET", on: "object", marks: { tagging: ANY }, run: getObjectTagging },
  ListMultipartUploads: {
    method: "GET",
    on: "bucket",
    marks: { uploads: ANY },
    parameters: [...LIST_PARAMETERS, "max-uploads", "key-marker", "upload-id-marker"],
    run: listMultipartUploads,
  },
  ListObjectVersions: {
    method: "GET",
    on: "bucket",
    marks: { versions: ANY },
    parameters: [...LIST_PARAMETERS, "key-marker", "version-id-marker"],
    run: listObjectVersions,
  },
  ListObjectsV2: {
    method: "GET",
    on: "bucket",
    marks: { "list-type": "2" },
    parameters: [...LIST_PARAMETERS, "continuation-token", "start-after", "fetch-owner"],
    run: listObjectsV2,
  },
  DeleteObjects: { method: "POST", on: "bucket", marks: { delete: ANY }, run: deleteObjects },
  PostObject: { method: "POST", on: "bucket", run: postObject },

  GetObject: {
    method: "GET",
    on: "object",
    parameters: ["versionId", ...RESPONSE_PARAMETERS],
    run: getObject,
  },
  HeadObject: {
    method: "HEAD",
    on: "object",
    parameters: ["versionId", ...RESPONSE_PARAMETERS],
    run: getObject,
  },
  UploadPartCopy: {
    method: "PUT",
    on: "object",
    marks: { uploadId: ANY, partNumber: ANY },
    header: "x-amz-copy-source",
    run: uploadPartCopy,
  },
  UploadPart: { method: "PUT", on: "object", marks: { uploadId: ANY, partNumber: ANY }, run: uploadPart },
  CopyObject: { method: "PUT", on: "object", header: "x-amz-copy-source", run: copyObject },
  PutObject: { method: "PUT", on: "object", run: putObject },
  CreateMultipartUpload: {
    method: "POST",
    on: "object",
    marks: { uploads: ANY },
    run: createMultipartUpload,
  },
  CompleteMultipartUpload: {
    method: "POST",
    on: "object",
    marks: { uploadId: ANY },
    run: completeMultipartUpload,
  },
  RestoreObject: {
    method: "POST",
    on: "object",
    marks: { restore: ANY },
    parameters: ["versionId"],
    run: restoreObject,
  },
  AbortMultipartUpload: {
    method: "DELETE",
    on: "object",
    marks: { uploadId: ANY },
    run: abortMultipartUpload,
  },
  DeleteObject: { method: "DELETE", on: "object", parameters: ["versionId"], run: deleteObject },
};

/** Parameters of every request: of presigned ones in both versions of signatures, and the SDK's name of the operation. */
const COMMON = /^(x-amz-[\w-]+|x-id|awsaccesskeyid|signature|expires)$/i;

/** @throws AwsError NotImplemented if there is none, or it does not support a parameter. */
export function operationOf(
  method: string,
  isForObject: boolean,
  query: URLSearchParams,
  headers: Readonly<Record<string, unknown>>,
): Operation {
  const operation = Object.values(OPERATIONS).find(
    ({ method: own, on, marks = {}, header }) =>
      own === method &&
      on === (isForObject ? "object" : "bucket") &&
      Object.entries(marks).every(([name, value]) =>
        value === undefined ? query.has(name) : query.get(name) === value,
      ) &&
      (header === undefined || headers[header] !== undefined),
  );
  if (!operation) throw notImplemented(`${method} of ${isForObject ? "an object" : "a bucket"}`);
  const known = [...Object.keys(operation.marks ?? {}), ...(operation.parameters ?? [])];
  for (const name of query.keys())
    if (!known.includes(name) && !COMMON.test(name)) throw notImplemented(`the parameter ${name}`);
  return operation;
}
