import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { AwsError } from "./awsError";
import { type ErrorShape, errorShapeOf, sendFailure } from "./awsFailure";
import { createListener } from "./listener";
import { reasonOf } from "./localCloudError";
import type { Service } from "./service";
import { type Credentials, isSigned, type SignatureFault, signatureFault } from "./signature";
import type { Trust } from "./trust";

/** Maximum request body of services that do not stream; DynamoDB's own limit is 16 MB. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;

/** Services whose JSON protocol names them in `X-Amz-Target`, by the part before the dot: their scope. */
const SCOPE_BY_TARGET: Record<string, string> = {
  AWSCognitoIdentityProviderService: "cognito-idp",
  DynamoDB_20120810: "dynamodb",
  AmazonSQS: "sqs",
  AWSStepFunctions: "states",
  Textract: "textract",
};

/** Query actions in the links of AWS emails, which a browser opens unsigned. */
const SCOPE_BY_LINK_ACTION: Record<string, string> = { ConfirmSubscription: "sns", Unsubscribe: "sns" };

interface EndpointOptions {
  services: readonly Service[];
  /** The keys with which requests must be signed. */
  credentials: Credentials;
  trust: Trust;
  report(problem: string): void;
}

/**
 * The one AWS endpoint of the local cloud. It determines the service of a request by the credential scope of its
 * signature, or by `X-Amz-Target` (Cognito's public calls are unsigned), or by a presigned query; anything else is S3,
 * whose requests are paths. Signatures are verified, and the pages of foreign sites are refused.
 */
export function createEndpoint(options: EndpointOptions): Server {
  const server = createListener(options.trust, (request, response) => {
    const fail = (error: unknown) => {
      if (!(error instanceof AwsError)) options.report(`${nameOf(request)} failed: ${reasonOf(error)}`);
      const failure =
        error instanceof AwsError ? error : new AwsError("InternalFailure", reasonOf(error), 500);
      sendFailure(response, shapeOf(request), failure);
    };
    return {
      answer: () => answer(options, request, response),
      refuse: (reason) => fail(new AwsError("AccessDenied", reason, 403)),
      fail,
    };
  });
  // Longer than AWS clients keep idle connections; otherwise they occasionally write to a connection that is being closed.
  server.keepAliveTimeout = 120_000;
  return server;
}

async function answer(options: EndpointOptions, request: IncomingMessage, response: ServerResponse) {
  const url = parseUrl(request);
  if (url === undefined) throw new AwsError("InvalidRequest", "The request line holds no valid URL.");
  if (isCognitoPreflight(request)) return allowCognito(request, response);
  const scope = scopeOf(request, url);
  const service = options.services.find((candidate) => candidate.scopes.includes(scope));
  if (service === undefined) {
    throw new AwsError("UnknownService", `The local cloud does not have the AWS service "${scope}".`);
  }
  const body = service.stream ? undefined : await readBody(request);
  if (isSigned(request) || !service.isPublic?.(request)) {
    const fault = await signatureFault(options.credentials, request, scope, body);
    if (fault !== undefined) throw refusalOfSignature(fault, shapeOf(request));
  }
  if (body === undefined) return service.stream?.(request, response);
  await service.handle?.({ http: request, url, body }, response);
}

const SIGNATURE_FAULTS: Record<
  SignatureFault,
  { message: string } & Record<"json" | "query" | "s3", string>
> = {
  missing: {
    json: "MissingAuthenticationTokenException",
    query: "MissingAuthenticationToken",
    s3: "AccessDenied",
    message: "Missing Authentication Token",
  },
  malformed: {
    json: "IncompleteSignatureException",
    query: "IncompleteSignature",
    s3: "AuthorizationHeaderMalformed",
    message: "The request has no valid Signature Version 4.",
  },
  unknownKey: {
    json: "UnrecognizedClientException",
    query: "InvalidClientTokenId",
    s3: "InvalidAccessKeyId",
    message:
      "The access key does not belong to this local cloud. `outputs.json` in its data folder has the one that does.",
  },
  mismatch: {
    json: "InvalidSignatureException",
    query: "SignatureDoesNotMatch",
    s3: "SignatureDoesNotMatch",
    message: "The signature of the request does not match. Check your secret access key.",
  },
  expired: {
    json: "ExpiredTokenException",
    query: "RequestExpired",
    s3: "AccessDenied",
    message: "Request has expired",
  },
};

/** The error with which a protocol refuses a signature. */
export function refusalOfSignature(fault: SignatureFault, shape: ErrorShape): AwsError {
  const { message, ...codes } = SIGNATURE_FAULTS[fault];
  return new AwsError(codes[shape === "ec2" ? "query" : shape], message, 403);
}

function shapeOf(request: IncomingMessage): ErrorShape {
  return errorShapeOf(request, serviceOf(request));
}

/** The service and the operation of a request, for example `dynamodb PutItem`. */
function nameOf(request: IncomingMessage): string {
  const target = String(request.headers["x-amz-target"] ?? "").split(".")[1];
  return `${serviceOf(request)} ${target ?? `${request.method} ${request.url}`}`;
}

function serviceOf(request: IncomingMessage): string {
  const url = parseUrl(request);
  return url ? scopeOf(request, url) : "";
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

/** Cognito answers every origin on AWS; here, the program's site, the one origin that comes this far. */
function allowCognito(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, {
    ...crossOriginHeaders(request),
    "Access-Control-Allow-Methods": "POST",
    // Without `Authorization`: a page has no keys.
    "Access-Control-Allow-Headers": "content-type,x-amz-target",
    "Access-Control-Max-Age": "172800",
  });
  response.end();
}

/** Lets the page that sent a request read the answer. */
export function crossOriginHeaders({ headers: { origin } }: IncomingMessage): Record<string, string> {
  return origin === undefined ? {} : { "Access-Control-Allow-Origin": origin, Vary: "Origin" };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MAX_REQUEST_BYTES)
      throw new AwsError("RequestEntityTooLarge", "The request is larger than 16 MB.", 413);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
