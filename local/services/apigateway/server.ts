import { randomUUID } from "node:crypto";
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { ValidateFunction } from "ajv-draft-04";
import createRouter, { type HTTPMethod } from "find-my-way";
import type { JSONWebKeySet } from "jose";
import type { Place } from "../../engine/arn";
import { createListener } from "../../engine/listener";
import { messageOf } from "../../engine/localCloudError";
import type { InvokeResult } from "../../engine/service";
import type { Trust } from "../../engine/trust";
import type { AccessRecord } from "./accessLog";
import { authorize } from "./authorizer";
import { decompressed, endCompressed } from "./compression";
import { type ApiCall, proxyEvent, proxyResponse } from "./event";
import { answerFault, faultAnswer, type GatewayFault } from "./gatewayResponses";
import type { ApiDefinition, ApiOperation } from "./model";
import type { Throttle } from "./throttle";

/** API Gateway's limit for a request body. */
const PAYLOAD_QUOTA_BYTES = 10 * 1024 * 1024;

const TOO_LARGE: GatewayFault = {
  type: "REQUEST_TOO_LARGE",
  message: `HTTP content length exceeded ${PAYLOAD_QUOTA_BYTES} bytes.`,
};

/** A body whose compression does not match its header, or is unknown to API Gateway. */
const UNREADABLE: GatewayFault = { type: "DEFAULT_4XX", message: "Invalid or unsupported content encoding" };

/** The longest that API Gateway waits for a function by default. */
const INTEGRATION_TIMEOUT_MS = 29_000;

export interface ApiStage {
  place: Place;
  apiId: string;
  stage: string;
  api: ApiDefinition;
  throttle: Throttle;
  invoke(functionArn: string, event: unknown): Promise<InvokeResult>;
  /** True if the function's policy allows API Gateway to invoke it from this method ARN. */
  mayInvoke(functionArn: string, sourceArn: string): boolean;
  jwks(userPoolId: string): JSONWebKeySet;
  trust: Trust;
  /** Writes the access log. */
  logAccess?(record: AccessRecord, request: IncomingMessage, response: ServerResponse): void;
  report(problem: string): void;
}

/** A fault that ends a request. */
class Fault extends Error {
  constructor(readonly answer: GatewayFault) {
    super(answer.message);
  }
}

interface Route {
  operation: ApiOperation;
  pathParameters: Record<string, string | undefined>;
}

type FindRoute = (method: string, path: string) => Route | undefined;

/** Serves one stage of an API: finds the operation, throttles, checks token and request, calls the function and sends its answer. */
export function createApiServer(stage: ApiStage): Server {
  const findRoute = routes(stage.api.operations);
  const server = createListener(stage.trust, (request, response) => {
    const requestId = randomUUID();
    const record: AccessRecord = { requestId, receivedAt: Date.now() };
    response.once("close", () => stage.logAccess?.(record, request, response));
    const fail = (error: unknown) => {
      record.error = messageOf(error);
      // Functions may still be at work while the local cloud stops.
      if (!(error instanceof Fault) && server.listening)
        stage.report(`API, ${request.method} ${request.url}: ${messageOf(error)}`);
      // The client is gone or already has its response.
      if (response.headersSent || response.destroyed) return void response.destroy();
      const internal: GatewayFault = { type: "API_CONFIGURATION_ERROR", message: "Internal server error" };
      answerFault(stage.api, error instanceof Fault ? error.answer : internal, requestId, request, response);
    };
    return {
      answer: () => answer(stage, findRoute, record, request, response),
      refuse: (reason) => refusePlainly(response, 403, reason),
      fail,
    };
  });
  server.on("clientError", (error, socket) => refuseMalformed(stage.api, error, socket));
  return server;
}

/** Answers invalid HTTP like other bad requests; by default Node.js responds without a body. */
function refuseMalformed(api: ApiDefinition, error: NodeJS.ErrnoException, socket: Duplex): void {
  // The client is gone.
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const refusal = error.code === "HPE_HEADER_OVERFLOW" ? 431 : 400;
  const fault: GatewayFault = { type: "DEFAULT_4XX", message: "Bad Request", status: refusal };
  const { status, headers, body } = faultAnswer(api, fault, randomUUID());
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Connection: close",
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([...head, ...lines, "", body].join("\r\n"));
}

async function answer(
  stage: ApiStage,
  findRoute: FindRoute,
  record: AccessRecord,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [rawPath = "/", rawQuery = ""] = (request.url ?? "/").split(/\?(.*)/s, 2);
  const prefix = `/${stage.stage}`;
  // Outside of a stage there is no API whose gateway responses could be used.
  if (rawPath !== prefix && !rawPath.startsWith(`${prefix}/`))
    return refusePlainly(response, 403, "Forbidden");
  if (!isWellEncoded(rawPath) || !isWellEncoded(rawQuery))
    throw new Fault({ type: "DEFAULT_4XX", message: "Bad Request" });
  const path = rawPath.slice(prefix.length) || "/";
  const body = await readBody(request, stage.api);
  const route = findRoute(request.method ?? "GET", path);
  if (!route)
    throw new Fault({ type: "MISSING_AUTHENTICATION_TOKEN", message: "Missing Authentication Token" });
  record.resourcePath = route.operation.path;
  // Before the token is checked: a request without one counts, too.
  if (!stage.throttle.admits(route.operation))
    throw new Fault({ type: "THROTTLED", message: "Too Many Requests" });
  const { place, apiId } = stage;
  const { requestId } = record;
  const query = new URLSearchParams(rawQuery);
  const call: ApiCall = {
    ...route,
    place,
    apiId,
    stage: stage.stage,
    requestId,
    request,
    path,
    query,
    body,
  };
  call.claims = await authorizeCall(stage, call);
  record.claims = call.claims;
  checkParameters(call);
  checkBody(call);
  if (call.operation.integration.type === "aws_proxy") return callFunction(stage, call, response);
  const { headers, ...mocked } = call.operation.integration;
  const own = { "Content-Type": "application/json", "x-amzn-RequestId": requestId, ...headers };
  response.setHeaders(new Map(Object.entries(own)));
  await endCompressed(request, response, mocked, stage.api.minimumCompressionSize);
}

/** Static segments win over parameters, as in API Gateway. */
function routes(operations: readonly ApiOperation[]): FindRoute {
  const router = createRouter({ maxParamLength: 10_000 });
  for (const operation of operations) {
    const path = operation.path.replace(/\{([^}]+)\}/g, ":$1");
    router.on(operation.method as HTTPMethod, path, () => undefined, operation);
  }
  return (method, path) => {
    const found = router.find(method as HTTPMethod, path);
    if (!found) return undefined;
    return { operation: found.store as ApiOperation, pathParameters: found.params };
  };
}

async function authorizeCall(stage: ApiStage, { operation, request }: ApiCall): Promise<ApiCall["claims"]> {
  if (!operation.userPoolIds) return undefined;
  const { region } = stage.place;
  const result = await authorize(request.headers.authorization, operation.userPoolIds, region, stage.jwks);
  if ("refusal" in result) throw new Fault({ type: "UNAUTHORIZED", message: result.refusal });
  return result.claims;
}

function checkParameters({ operation, request, query, pathParameters }: ApiCall): void {
  const isThere: Record<string, (name: string) => boolean> = {
    query: (name) => Boolean(query.get(name)),
    header: (name) => Boolean(request.headers[name.toLowerCase()]),
    path: (name) => Boolean(pathParameters[name]),
  };
  const missing = operation.requiredParameters
    .filter((one) => !isThere[one.in]?.(one.name))
    .map(({ name }) => name);
  if (missing.length === 0) return;
  throw new Fault({
    type: "BAD_REQUEST_PARAMETERS",
    message: `Missing required request parameters: [${missing.join(", ")}]`,
  });
}

/** Validates bodies that are sent as JSON, or without a type; other types have no model. */
function checkBody({ operation, request, body }: ApiCall): void {
  const type = (request.headers["content-type"] ?? "application/json").split(";")[0]?.trim().toLowerCase();
  const { validateBody, bodyRequired } = operation;
  if (!validateBody || type !== "application/json" || (body.length === 0 && !bodyRequired)) return;
  if (!fits(validateBody, body)) {
    throw new Fault({ type: "BAD_REQUEST_BODY", message: "Invalid request body" });
  }
}

function fits(model: ValidateFunction, body: Buffer): boolean {
  try {
    return model(JSON.parse(body.toString("utf8"))) === true;
  } catch {
    // Not JSON.
    return false;
  }
}

async function callFunction(stage: ApiStage, call: ApiCall, response: ServerResponse): Promise<void> {
  const { operation } = call;
  if (operation.integration.type !== "aws_proxy") return;
  const { functionArn } = operation.integration;
  const { region, accountId } = stage.place;
  const path = operation.path.replace(/\{[^}]+\}/g, "*");
  const source = `arn:aws:execute-api:${region}:${accountId}:${stage.apiId}/${stage.stage}/${call.request.method}${path}`;
  if (!stage.mayInvoke(functionArn, source)) {
    throw new Error(
      `${functionArn} lacks an aws.lambda.Permission for apigateway.amazonaws.com from ${source}.`,
    );
  }
  const result = await withinTime(stage.invoke(functionArn, proxyEvent(call)), INTEGRATION_TIMEOUT_MS);
  // A refusal of Lambda is a failure of the API: https://repost.aws/knowledge-center/api-gateway-5xx-error
  if (result.statusCode === 429)
    throw new Fault({ type: "INTEGRATION_FAILURE", message: "Internal server error", status: 500 });
  const answered = result.functionError
    ? undefined
    : proxyResponse(JSON.parse(result.payload), call, response);
  if (answered === undefined)
    throw new Fault({ type: "INTEGRATION_FAILURE", message: "Internal server error", status: 502 });
  await endCompressed(call.request, response, answered, stage.api.minimumCompressionSize);
}

async function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const late: GatewayFault = { type: "INTEGRATION_TIMEOUT", message: "Endpoint request timed out" };
    timer = setTimeout(() => reject(new Fault(late)), ms);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

async function readBody(
  request: IncomingMessage,
  { minimumCompressionSize }: ApiDefinition,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Read to the end even if it is too large: a client that is still sending would not read the response.
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= PAYLOAD_QUOTA_BYTES) chunks.push(chunk);
  }
  if (length > PAYLOAD_QUOTA_BYTES) throw new Fault(TOO_LARGE);
  const sent = Buffer.concat(chunks);
  if (minimumCompressionSize === undefined) return sent;
  const body = await decompressed(request, sent, PAYLOAD_QUOTA_BYTES);
  if (typeof body !== "number") return body;
  throw new Fault(body === 413 ? TOO_LARGE : { ...UNREADABLE, status: body });
}

function isWellEncoded(text: string): boolean {
  try {
    return !decodeURIComponent(text).includes("\0");
  } catch {
    return false;
  }
}

function refusePlainly(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify({ message }));
}
