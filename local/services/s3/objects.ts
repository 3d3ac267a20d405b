import type { IncomingMessage, ServerResponse } from "node:http";
import { AwsError } from "../../engine/awsError";
import { serveObject } from "./answers";
import { allowOrigin } from "./cors";
import { type Bucket, isArchived, type StoredObject } from "./model";
import { type S3State, targetOf } from "./request";

/** A bucket's objects for servers that are not S3's API: the website, and CloudFront. */
export class BucketObjects {
  constructor(
    readonly bucket: Bucket,
    private readonly state: Pick<S3State, "files" | "objects">,
  ) {}

  /** The current object of a key, unless it is archived. */
  async find(key: string): Promise<StoredObject | undefined> {
    const object = await this.state.objects.currentObject(this.bucket.name, key);
    return object && !isArchived(object, Date.now()) ? object : undefined;
  }

  /** Answers with an object, as the ranges and conditions of the request demand. */
  async serve(
    object: StoredObject,
    request: IncomingMessage,
    response: ServerResponse,
    status = 200,
  ): Promise<void> {
    const { bucket, state } = this;
    allowOrigin(bucket.cors, request, response);
    try {
      await serveObject({ files: state.files, bucket, object, status }, request, response);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      response.writeHead(error.status).end();
    }
  }
}

/** The decoded path without its first slash; undefined if it cannot be a key. */
export function keyOf(request: IncomingMessage): string | undefined {
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  try {
    return targetOf(`/-${path}`).key;
  } catch {
    return undefined;
  }
}
