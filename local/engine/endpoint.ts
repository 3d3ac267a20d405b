import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { messageOf } from "./localCloudError";
import type { Service } from "./service";

/** Maximum request body of services that do not stream; DynamoDB's own limit is 16 MB. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;

/** Services whose JSON protocol names them in `X-Amz-Target`, by the part before the dot: their scope. */
const SCOPE_BY_TARGET: Record<string, string> = {
  AWSCognitoIdentityProviderService: "cognito-idp",
  DynamoDB_20120810: "dynamodb",
  AmazonSQS: "sqs",
  AWSStepFunctions: "states",
};

/** Query actions that AWS puts into links of mails, which a browser opens unsigned. */
const SCOPE_BY_LINK_ACTION: Record<string, string> = { ConfirmSubscription: "sns", Unsubscribe: "sns" };

/**
 * The one AWS endpoint of the local cloud. It finds the service of a request by the credential scope of its signature,
 * else by `X-Amz-Target` (Cognito's public calls are unsigned), else by a presigned query, else takes it for S3, whose
 * requests are paths. Signatures are not verified: everything listens on the loopback interface only.
 */
export function createEndpoint(services: readonly Service[], report: (problem: string) => void): Server {
  const server = createServer((request, response) => {
    answer(services, request, response).catch((error) => {
      report(`${request.method} ${request.url}: ${messageOf(error)}`);
      fail(response, 500, "InternalFailure", messageOf(error));
    });
  });
  // Longer than AWS clients keep idle connections; otherwise they occasionally write to a connection that is being closed.
  server.keepAliveTimeout = 120_000;
  return server;
}

async function answer(services: readonly Service[], request: IncomingMessage, response: ServerResponse) {
  const url = parseUrl(request);
  if (url === undefined) return fail(response, 400, "InvalidRequest", "The request line holds no valid URL.");
  if (isCognitoPreflight(request)) return allowBrowser(request, response);
  const scope = scopeOf(request, url);
  const service = services.find((candidate) => candidate.scopes.includes(scope));
  if (service === undefined) {
    return fail(response, 400, "UnknownService", `The local cloud does not have the AWS service "${scope}".`);
  }
  if (service.stream) return service.stream(request, response);
  const body = await readBody(request);
  if (body === undefined)
    return fail(response, 413, "RequestEntityTooLarge", "The request is larger than 16 MB.");
  if (request.headers.origin !== undefined) response.setHeader("Access-Control-Allow-Origin", "*");
  await service.handle?.({ http: request, url, body }, response);
}

function parseUrl(request: IncomingMessage): URL | undefined {
  const url = `http://local${request.url?.startsWith("/") ? "" : "/"}${request.url ?? ""}`;
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** The AWS service that a request is for, by its name in credential scopes, for example `dynamodb`. */
export function scopeOf(request: Pick<IncomingMessage, "headers">, url: URL): string {
  const signed = /Credential=[^/,\s]+\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(
    request.headers.authorization ?? "",
  )?.[1];
  if (signed !== undefined) return signed;
  const target = request.headers["x-amz-target"];
  const targeted = typeof target === "string" ? SCOPE_BY_TARGET[target.split(".")[0] ?? ""] : undefined;
  if (targeted !== undefined) return targeted;
  const presigned = url.searchParams.get("X-Amz-Credential")?.split("/")[3];
  if (presigned !== undefined) return presigned;
  return SCOPE_BY_LINK_ACTION[url.searchParams.get("Action") ?? ""] ?? "s3";
}

/** A browser asks before it sends `X-Amz-Target`; S3 answers its own preflights by the bucket's CORS configuration. */
function isCognitoPreflight(request: IncomingMessage): boolean {
  const asked = request.headers["access-control-request-headers"] ?? "";
  return request.method === "OPTIONS" && asked.toLowerCase().includes("x-amz-target");
}

/** Cognito answers every origin. */
function allowBrowser(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": request.headers["access-control-request-headers"] ?? "",
    "Access-Control-Max-Age": "172800",
  });
  response.end();
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAX_REQUEST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function fail(response: ServerResponse, status: number, type: string, message: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // `__type` for the JSON protocols, `Error` in a header for the others; every client shows one of them.
  response.writeHead(status, { "Content-Type": "application/x-amz-json-1.0", "x-amzn-ErrorType": type });
  response.end(JSON.stringify({ __type: type, message }));
}
