import type { BucketAccess } from "./access";

/** Headers that S3 stores with an object and returns as they were sent. */
export const STORED_HEADERS: readonly string[] = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
  "x-amz-website-redirect-location",
];

/** Storage classes, the colder the later, and whether an object must be restored before it can be read. */
export const STORAGE_CLASSES: Readonly<Record<string, { isArchive: boolean }>> = {
  STANDARD: { isArchive: false },
  REDUCED_REDUNDANCY: { isArchive: false },
  STANDARD_IA: { isArchive: false },
  ONEZONE_IA: { isArchive: false },
  INTELLIGENT_TIERING: { isArchive: false },
  GLACIER_IR: { isArchive: false },
  GLACIER: { isArchive: true },
  DEEP_ARCHIVE: { isArchive: true },
};

/** Version ID of an object that was stored while its bucket had no versioning. */
export const NULL_VERSION = "null";

export interface Checksum {
  algorithm: string;
  /** Base64; a composite checksum ends with `-` and the number of parts. */
  value: string;
  type: "FULL_OBJECT" | "COMPOSITE";
}

/** Bytes that lie in a file of the store. */
export interface Content {
  file: string;
  size: number;
  /** Without quotes. */
  etag: string;
  checksum?: Checksum;
}

/** Settings of an object that come with a request, beside its content. */
export interface Attributes {
  /** `STORED_HEADERS` and `x-amz-meta-*`. */
  headers: Readonly<Record<string, string>>;
  storageClass: string;
}

interface Version {
  key: string;
  versionId: string;
  /** A ULID that is greater than those of all older versions of the key, whatever the clock shows. */
  order: string;
  /** Epoch milliseconds. */
  modifiedAt: number;
}

export interface StoredObject extends Version, Content, Attributes {
  isDeleteMarker: false;
  /** The time until which a copy of an archived object can be read, in epoch milliseconds. */
  restoredUntil?: number;
  /** The multipart upload that created it. */
  uploadId?: string;
}

export interface DeleteMarker extends Version {
  isDeleteMarker: true;
}

export type ObjectVersion = StoredObject | DeleteMarker;

/** A multipart upload that is neither completed nor aborted. */
export interface Upload extends Attributes {
  key: string;
  uploadId: string;
  /** Epoch milliseconds. */
  initiatedAt: number;
  checksum?: Pick<Checksum, "algorithm" | "type">;
}

export interface Part extends Content {
  number: number;
  /** Epoch milliseconds. */
  modifiedAt: number;
}

export interface CorsRule {
  allowedMethods: string[];
  allowedOrigins: string[];
  allowedHeaders?: string[];
  exposeHeaders?: string[];
  maxAgeSeconds?: number;
}

/** A rule of a bucket's lifecycle, as `aws.s3.BucketLifecycleConfiguration` takes it. */
export interface LifecycleRule {
  id?: string;
  status: "Enabled";
  filter?: { prefix?: string };
  transitions?: { days: number; storageClass: string }[];
  expiration?: { days: number };
  noncurrentVersionExpiration?: { noncurrentDays: number };
  abortIncompleteMultipartUpload?: { daysAfterInitiation: number };
}

/** A bucket as the program declares it. */
export interface Bucket extends BucketAccess {
  name: string;
  /** Epoch milliseconds. */
  createdAt: number;
  versioning?: "Enabled";
  cors?: CorsRule[];
  lifecycle?: LifecycleRule[];
  /** ARNs of the queues that are notified of new objects. */
  creationQueues?: string[];
}

/** True if the object must be restored before it can be read. */
export function isArchived({ storageClass, restoredUntil = 0 }: StoredObject, now: number): boolean {
  return (STORAGE_CLASSES[storageClass]?.isArchive ?? false) && restoredUntil <= now;
}
