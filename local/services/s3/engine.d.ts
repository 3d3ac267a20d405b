// The parts of s3rver, which has no types, that the local cloud uses.

declare module "s3rver" {
  import type { RequestListener } from "node:http";
  import type { Readable } from "node:stream";

  export interface StoredObject {
    bucket: string;
    key: string;
    content: Readable | Buffer;
    size: number;
    metadata: Record<string, string>;
  }

  export interface Store {
    rootDirectory: string;
    getResourcePath(bucket: string, key: string | undefined, resource: string): string;
    listObjects(bucket: string, options: { prefix?: string }): Promise<{ objects: StoredObject[] }>;
    getBucket(bucket: string): Promise<unknown>;
    putBucket(bucket: string): Promise<unknown>;
    getMetadata(bucket: string, key: string): Promise<Record<string, string>>;
    putMetadata(bucket: string, key: string, metadata: Record<string, string>, md5?: string): Promise<void>;
    putObject(
      object: Pick<StoredObject, "bucket" | "key" | "content" | "metadata">,
    ): Promise<{ size: number; md5: string }>;
    putPart(
      bucket: string,
      uploadId: string,
      part: number,
      content: Readable,
    ): Promise<{ size: number; md5: string }>;
    getObject(bucket: string, key: string): Promise<StoredObject | null>;
    existsObject(bucket: string, key: string): Promise<boolean>;
    deleteObject(bucket: string, key: string): Promise<void>;
    putSubresource(
      bucket: string,
      key: undefined,
      resource: { type: string; toXML(space?: number): string },
    ): Promise<void>;
    deleteSubresource(bucket: string, key: undefined, type: string): Promise<void>;
  }

  export default class S3rver {
    constructor(options: {
      directory: string;
      silent: boolean;
      vhostBuckets: boolean;
      allowMismatchedSignatures: boolean;
    });
    readonly store: Store;
    readonly logger: { close(): void };
    callback(): RequestListener;
  }
}

declare module "s3rver/lib/models/object" {
  /** The headers that are stored with an object, and sent with it. */
  const S3Object: { ALLOWED_METADATA: string[] };
  export default S3Object;
}

declare module "s3rver/lib/models/account" {
  /** Accounts, and the secrets of one, by access key id. */
  const accounts: {
    registry: { get(accessKeyId: string): unknown };
    DUMMY_ACCOUNT: { accessKeys: { get(accessKeyId: string): string } };
  };
  export default accounts;
}
