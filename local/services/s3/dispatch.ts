import type { IncomingMessage, ServerResponse } from "node:http";
import { ulid } from "ulid";
import { AwsError } from "../../engine/awsError";
import { codeOf, reasonOf } from "../../engine/localCloudError";
import { isSigned } from "../../engine/signature";
import { isPublic } from "./access";
import { listBuckets } from "./actions/buckets";
import { RESPONSE_PARAMETERS } from "./actions/reads";
import { allowOrigin, answerPreflight } from "./cors";
import { accessDenied, invalidRequest, notImplemented, S3Error } from "./errors";
import { detailsOf } from "./files";
import { OPERATIONS, operationOf } from "./operations";
import { type S3Request, type S3State, targetOf } from "./request";
import { toXml } from "./xml";

/** Answers a request for S3's REST API, whatever happens. Faults of the local cloud are reported as well. */
export async function dispatch(
  state: S3State,
  http: IncomingMessage,
  response: ServerResponse,
  report: (problem: string) => void,
): Promise<void> {
  const requestId = ulid();
  response.setHeader("x-amz-request-id", requestId);
  try {
    await run(state, http, response);
  } catch (error) {
    if (!(error instanceof AwsError) && !isCutShort(http, error))
      report(`S3, ${http.method} ${http.url}: ${detailsOf(error)}`);
    // A client that is gone gets no answer, nor does one that has a part of another.
    if (response.headersSent || response.destroyed) response.destroy();
    else sendError(http, response, requestId, error);
  }
}

/** True if the client ended the connection in the middle of its request, which is no fault. */
function isCutShort({ complete }: IncomingMessage, error: unknown): boolean {
  return !complete && ["ECONNRESET", "ERR_STREAM_PREMATURE_CLOSE"].includes(codeOf(error) ?? "");
}

async function run(state: S3State, http: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = "", search] = (http.url ?? "").split("?", 2);
  const query = new URLSearchParams(search);
  const { bucket: name, key } = targetOf(path);
  const method = http.method ?? "";
  if (name === "") {
    if (method !== "GET") throw notImplemented(`${method} of the service`);
    if (!isSigned(http)) throw unsigned(query);
    return listBuckets(state, response);
  }
  const operation = method === "OPTIONS" ? undefined : operationOf(method, key !== "", query, http.headers);
  const bucket = state.buckets.find(name);
  if (!bucket) {
    const error = new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
    throw new S3Error(error, { members: { BucketName: name } });
  }
  // A preflight carries no credentials; the bucket's CORS rules decide.
  if (!operation) return answerPreflight(bucket.cors, http, response);
  const request: S3Request = { http, bucket, key, query };
  allowOrigin(bucket.cors, http, response);
  // A form carries its signature inside.
  if (operation !== OPERATIONS.PostObject) authorize(request);
  addHoistedHeaders(request);
  await operation.run(state, request, response);
}

/**
 * Admits requests that are signed, which the endpoint has verified, and reads of public objects.
 *
 * @throws AwsError AccessDenied
 */
function authorize({ http, bucket, key, query }: S3Request): void {
  if (isSigned(http)) {
    requireSignedHeaders(http, query);
    return;
  }
  const isRead = (http.method === "GET" || http.method === "HEAD") && key !== "";
  if (!isRead || !isPublic(bucket, "s3:GetObject", `arn:aws:s3:::${bucket.name}/${key}`))
    throw unsigned(query);
  if (RESPONSE_PARAMETERS.some((name) => query.has(name)))
    throw invalidRequest("Request specific response headers cannot be used for anonymous GET requests.");
}

/**
 * Refuses headers of S3 that the signer of a presigned address did not foresee: its holder could change with them what is
 * stored, and as what.
 *
 * @throws AwsError AccessDenied
 */
function requireSignedHeaders({ headers }: IncomingMessage, query: URLSearchParams): void {
  if (headers.authorization !== undefined) return;
  const signed = query.get("X-Amz-SignedHeaders")?.split(";") ?? [];
  const others = Object.keys(headers).filter((name) => name.startsWith("x-amz-") && !signed.includes(name));
  if (others.length === 0) return;
  const error = accessDenied("There were headers present in the request which were not signed");
  throw new S3Error(error, { members: { HeadersNotSigned: others.join(", ") } });
}

/** The refusal of a request without a signature, or with one in a former version, which new buckets do not accept. */
function unsigned(query: URLSearchParams): AwsError {
  if (!query.has("AWSAccessKeyId")) return accessDenied();
  return invalidRequest(
    "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
  );
}

/** Parameters that belong to a presigned request itself. */
const SIGNATURE_PARAMETERS =
  /^x-amz-(algorithm|content-sha256|credential|date|expires|security-token|signature|signedheaders)$/i;

/** Presigned requests carry the headers of their operation in the query. */
function addHoistedHeaders({ http, query }: S3Request): void {
  for (const [name, value] of query)
    if (/^x-amz-/i.test(name) && !SIGNATURE_PARAMETERS.test(name)) http.headers[name.toLowerCase()] ??= value;
}

function sendError(http: IncomingMessage, response: ServerResponse, requestId: string, error: unknown): void {
  const { code, message, status } =
    error instanceof AwsError ? error : new AwsError("InternalError", reasonOf(error), 500);
  const more = error instanceof S3Error ? error.more : {};
  const Resource = (http.url ?? "").split("?", 1)[0];
  response.writeHead(status, { "Content-Type": "application/xml", ...more.headers });
  const body = { Code: code, Message: message, ...more.members, Resource, RequestId: requestId };
  response.end(http.method === "HEAD" ? undefined : toXml("Error", body));
}
