import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createListener } from "../../engine/listener";
import { messageOf } from "../../engine/localCloudError";
import { ownPages } from "../../engine/trust";
import { isPublic } from "./access";
import { detailsOf, lookingAgain } from "./files";
import type { StoredObject } from "./model";
import { type BucketObjects, keyOf } from "./objects";
import { encodeKey } from "./request";

interface Website {
  objects: BucketObjects;
  /** The host name in the website's address. */
  host: string;
  /** For example `index.html`. */
  indexSuffix: string;
  errorKey?: string;
  report(problem: string): void;
}

/**
 * Serves a bucket like S3's website endpoint: objects that the bucket's policy makes public, over plain HTTP, GET and
 * HEAD only.
 */
export function createWebsite(site: Website): Server {
  return createListener(ownPages(site.host), (request, response) => ({
    answer: () => lookingAgain(() => answer(site, request, response)),
    refuse: (reason) => fail(response, 403, "Forbidden", reason),
    fail(error) {
      site.report(`Website, ${request.method} ${request.url}: ${detailsOf(error)}`);
      fail(response, 500, "Internal Server Error", messageOf(error));
    },
  }));
}

async function answer(site: Website, request: IncomingMessage, response: ServerResponse): Promise<void> {
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
  const object = await readable(site, key);
  if (object) return site.objects.serve(object, request, response);
  if (await readable(site, `${key}/${site.indexSuffix}`)) {
    response.writeHead(302, { Location: `/${encodeKey(key)}/` }).end();
    return;
  }
  return serveError(site, request, response);
}

async function readable({ objects }: Website, key: string): Promise<StoredObject | undefined> {
  const { bucket } = objects;
  const isReadable = isPublic(bucket, "s3:GetObject", `arn:aws:s3:::${bucket.name}/${key}`);
  return isReadable ? objects.find(key) : undefined;
}

async function serveError(site: Website, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { objects, errorKey } = site;
  // S3 reveals that an object does not exist only to callers who can list the bucket.
  const mayList = isPublic(objects.bucket, "s3:ListBucket", `arn:aws:s3:::${objects.bucket.name}`);
  const status = mayList ? 404 : 403;
  const document = errorKey === undefined ? undefined : await readable(site, errorKey);
  if (document) return objects.serve(document, request, response, status);
  return mayList
    ? fail(response, status, "Not Found", "Code: NoSuchKey")
    : fail(response, status, "Forbidden", "Code: AccessDenied");
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
