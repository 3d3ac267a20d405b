import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Store } from "s3rver";

/** Server of a bucket's objects to browsers. */
export interface ObjectServer {
  bucket: string;
  store: Store;
  /** s3rver, which answers with an object's headers, ranges and conditions. */
  engine: RequestListener;
}

/** The decoded path without its first slash; undefined when it cannot be a key. */
export function keyOf(request: IncomingMessage): string | undefined {
  try {
    const path = decodeURIComponent((request.url ?? "/").split("?", 1)[0] ?? "").slice(1);
    // Keys become file names in the store and must not escape the bucket's folder.
    const isFileName = !path.includes("\0") && !path.split("/").some((part) => part === ".." || part === ".");
    return isFileName ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Answers with an object that exists and may be read. */
export function serveObject(
  { bucket, engine }: ObjectServer,
  key: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  request.url = `/${bucket}/${encodeKey(key)}`;
  engine(request, response);
}

export function encodeKey(key: string): string {
  return key.split("/").map(encodeURIComponent).join("/");
}
