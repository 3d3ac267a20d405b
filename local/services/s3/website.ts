import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { messageOf } from "../../engine/localCloudError";
import { refusalOf } from "../../engine/trust";
import { type BucketAccess, isPublic } from "./access";
import { encodeKey, keyOf, type ObjectServer, serveObject } from "./objects";

export interface Website {
  bucket: string;
  /** For example `index.html`. */
  indexSuffix: string;
  errorKey?: string;
}

interface Site extends Website, ObjectServer {
  /** The host name in the website's address. */
  host: string;
  access(): BucketAccess | undefined;
}

/** Serves a bucket as S3's website endpoint does: what the bucket's policy makes public, over plain HTTP, GET and HEAD only. */
export function createWebsite(site: Site): Server {
  return createServer((request, response) => {
    answer(site, request, response).catch((error) =>
      fail(response, 500, "Internal Server Error", messageOf(error)),
    );
  });
}

async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refusal = refusalOf(request, { host: site.host, sites: new Set() });
  if (refusal !== undefined) return fail(response, 403, "Forbidden", refusal);
  if (request.method !== "GET" && request.method !== "HEAD") {
    return fail(
      response,
      405,
      "Method Not Allowed",
      "The specified method is not allowed against this resource.",
    );
  }
  const path = keyOf(request);
  if (path === undefined) return fail(response, 400, "Bad Request", "The request path is not valid.");
  const key = path === "" || path.endsWith("/") ? `${path}${site.indexSuffix}` : path;
  const { store, bucket } = site;
  if (isReadable(site, key) && (await store.existsObject(bucket, key)))
    return serveObject(site, key, request, response);
  const folderIndex = `${key}/${site.indexSuffix}`;
  if (isReadable(site, folderIndex) && (await store.existsObject(bucket, folderIndex))) {
    response.writeHead(302, { Location: `/${encodeKey(key)}/` }).end();
    return;
  }
  // S3 reveals that an object does not exist only to callers who can list the bucket.
  const mayList = isPublic(site.access(), "s3:ListBucket", `arn:aws:s3:::${bucket}`);
  return serveError(site, mayList ? 404 : 403, request, response);
}

function isReadable(site: Site, key: string): boolean {
  return isPublic(site.access(), "s3:GetObject", `arn:aws:s3:::${site.bucket}/${key}`);
}

async function serveError(
  site: Site,
  status: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { store, bucket, errorKey } = site;
  const document = errorKey && isReadable(site, errorKey) ? await store.getObject(bucket, errorKey) : null;
  const title = status === 404 ? "Not Found" : "Forbidden";
  if (!document)
    return fail(response, status, title, status === 404 ? "Code: NoSuchKey" : "Code: AccessDenied");
  const { metadata, content, size } = document;
  response.writeHead(status, {
    "Content-Type": metadata["content-type"],
    "Content-Length": size,
    ...(metadata["cache-control"] && { "Cache-Control": metadata["cache-control"] }),
  });
  if (request.method === "HEAD" || Buffer.isBuffer(content))
    response.end(request.method === "HEAD" ? undefined : content);
  else await pipeline(content, response);
}

function fail(response: ServerResponse, status: number, title: string, detail: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const heading = `${status} ${title}`;
  response.writeHead(status, { "Content-Type": "text/html; charset=utf-8" });
  response.end(
    `<html><head><title>${heading}</title></head><body><h1>${heading}</h1><p>${detail}</p></body></html>\n`,
  );
}
