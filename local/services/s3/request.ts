import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
  validateHeaderName,
  validateHeaderValue,
} from "node:http";
import { AwsError } from "../../engine/awsError";
import type { Credentials } from "../../engine/signature";
import type { Buckets } from "./buckets";
import { invalidArgument, notImplemented } from "./errors";
import type { Files } from "./files";
import { type Attributes, type Bucket, STORAGE_CLASSES, STORED_HEADERS } from "./model";
import type { ObjectStore } from "./store";
import type { Uploads } from "./uploads";

/** The state that the operations act on. */
export interface S3State {
  files: Files;
  objects: ObjectStore;
  uploads: Uploads;
  buckets: Buckets;
  region: string;
  /** The keys that sign the policies of forms. */
  credentials: Credentials;
}

/** A request for a bucket or an object. */
export interface S3Request {
  http: IncomingMessage;
  bucket: Bucket;
  /** Empty for the bucket itself. */
  key: string;
  query: URLSearchParams;
}

export type Action = (state: S3State, request: S3Request, response: ServerResponse) => Promise<void>;

const MAX_KEY_BYTES = 1024;

/** Splits a path into its bucket and its key. @throws AwsError InvalidURI or KeyTooLongError */
export function targetOf(path: string): { bucket: string; key: string } {
  const [bucket = "", ...rest] = path.slice(1).split("/");
  return { bucket: decode(bucket), key: checkedKey(decode(rest.join("/"))) };
}

/** The path of a key. */
export function encodeKey(key: string): string {
  return key.split("/").map(encodeURIComponent).join("/");
}

/**
 * Returns a key unchanged; only its length is limited.
 * @throws AwsError InvalidURI or KeyTooLongError
 */
export function checkedKey(key: string): string {
  if (key.includes("\0")) throw invalidUri();
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new AwsError("KeyTooLongError", "Your key is too long");
  return key;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidUri();
  }
}

function invalidUri(): AwsError {
  return new AwsError("InvalidURI", "Couldn't parse the specified URI.");
}

/** Headers of features that objects do not have here. Ignoring them would store something other than requested. */
const UNSUPPORTED = [
  /^x-amz-tagging$/,
  /^x-amz-object-lock-/,
  /^x-amz-(copy-source-)?server-side-encryption-(customer|aws-kms|context|bucket)/,
  /^x-amz-write-offset-bytes$/,
  /^x-amz-grant-/,
];

/**
 * Settings of a new object in the headers of a request.
 *
 * @throws AwsError NotImplemented for what objects do not have here, InvalidStorageClass or InvalidArgument
 */
export function attributesOf(headers: IncomingHttpHeaders): Attributes {
  for (const name of Object.keys(headers))
    if (UNSUPPORTED.some((pattern) => pattern.test(name))) throw notImplemented(`the header ${name}`);
  if ((headers["x-amz-server-side-encryption"] ?? "AES256") !== "AES256")
    throw notImplemented("encryption with keys of KMS");
  if (!["private", "bucket-owner-full-control"].includes(String(headers["x-amz-acl"] ?? "private"))) {
    throw new AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs");
  }
  const storageClass = String(headers["x-amz-storage-class"] ?? "STANDARD");
  if (!Object.hasOwn(STORAGE_CLASSES, storageClass)) {
    throw new AwsError("InvalidStorageClass", "The storage class you specified is not valid");
  }
  return { headers: storedHeadersOf(headers), storageClass };
}

function storedHeadersOf(headers: IncomingHttpHeaders): Record<string, string> {
  const stored: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || !(STORED_HEADERS.includes(name) || name.startsWith("x-amz-meta-"))) continue;
    const text = name === "content-encoding" ? withoutFraming(String(value)) : String(value);
    if (text !== "") stored[name] = checkedHeader(name, text);
  }
  return stored;
}

/** `aws-chunked` describes the transfer of a body; it is not a property of the object. */
function withoutFraming(encoding: string): string {
  return encoding
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "aws-chunked" && one !== "")
    .join(", ");
}

/** @throws AwsError InvalidArgument if HTTP cannot send the value. */
export function checkedHeader(name: string, value: string): string {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return value;
  } catch {
    throw invalidArgument(`The value of ${name} cannot be sent as a header.`);
  }
}

/**
 * The version of an object that a request names, if it does. Answers repeat it in a header.
 * @throws AwsError InvalidArgument if there is no such version.
 */
export function versionIdOf(query: URLSearchParams): string | undefined {
  const versionId = query.get("versionId") ?? undefined;
  if (versionId !== undefined && !/^[\x21-\x7e]+$/.test(versionId))
    throw invalidArgument("Invalid version id specified");
  return versionId;
}

/** A whole number of the query within limits. @throws AwsError InvalidArgument */
export function numberOf(
  query: URLSearchParams,
  name: string,
  fallback: number,
  [min, max]: [number, number],
): number {
  const text = query.get(name);
  if (text === null || text === "") return fallback;
  if (!/^\d{1,10}$/.test(text) || Number(text) < min)
    throw invalidArgument(`Argument ${name} must be an integer between ${min} and 2147483647`);
  return Math.min(Number(text), max);
}

/** @throws AwsError InvalidArgument if it is not the number of a part. */
export function partNumberOf(text: string | null): number {
  if (/^\d{1,5}$/.test(text ?? "") && Number(text) >= 1 && Number(text) <= 10_000) return Number(text);
  throw invalidArgument("Part number must be an integer between 1 and 10000, inclusive");
}
