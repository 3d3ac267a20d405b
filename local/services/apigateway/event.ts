import type { IncomingMessage, ServerResponse } from "node:http";
import type { APIGatewayProxyEvent } from "aws-lambda";
import type { Place } from "../../engine/arn";
import type { Claims } from "./authorizer";
import type { ApiOperation } from "./model";

/** Details of a request after its route is matched. */
export interface ApiCall {
  place: Place;
  apiId: string;
  stage: string;
  requestId: string;
  operation: ApiOperation;
  request: IncomingMessage;
  /** Below the stage, as sent. */
  path: string;
  query: URLSearchParams;
  /** Decoded. */
  pathParameters: Record<string, string | undefined>;
  body: Buffer;
  claims?: Claims;
}

/** The event of a Lambda proxy integration, in payload format 1.0. */
export function proxyEvent(call: ApiCall): APIGatewayProxyEvent {
  const { request, query } = call;
  const headers = headersOf(request);
  const hasPathParameters = Object.keys(call.pathParameters).length > 0;
  return {
    resource: call.operation.path,
    path: call.path,
    httpMethod: request.method ?? "GET",
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: query.size > 0 ? Object.fromEntries(query) : null,
    multiValueQueryStringParameters:
      query.size > 0 ? Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name)])) : null,
    pathParameters: hasPathParameters ? call.pathParameters : null,
    stageVariables: null,
    requestContext: requestContext(call),
    body: call.body.length > 0 ? call.body.toString("utf8") : null,
    isBase64Encoded: false,
  };
}

function requestContext(call: ApiCall): APIGatewayProxyEvent["requestContext"] {
  const { request, requestId } = call;
  const now = Date.now();
  const host = request.headers.host ?? "";
  return {
    resourceId: "local",
    resourcePath: call.operation.path,
    httpMethod: request.method ?? "GET",
    extendedRequestId: requestId,
    requestTime: clfTime(now),
    requestTimeEpoch: now,
    path: `/${call.stage}${call.path}`,
    accountId: call.place.accountId,
    protocol: `HTTP/${request.httpVersion}`,
    stage: call.stage,
    domainName: host,
    domainPrefix: call.apiId,
    requestId,
    apiId: call.apiId,
    identity: {
      accessKey: null,
      accountId: null,
      apiKey: null,
      apiKeyId: null,
      caller: null,
      clientCert: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
      user: null,
      userAgent: request.headers["user-agent"] ?? null,
      userArn: null,
    },
    // Absent for operations without an authorizer, which the type does not reflect.
    ...(call.claims && { authorizer: { claims: call.claims } }),
  } as APIGatewayProxyEvent["requestContext"];
}

/** Returns every header with its values, in the client's spelling, and the headers that API Gateway adds. */
function headersOf(request: IncomingMessage): Record<string, string[]> {
  const headers: Record<string, string[]> = Object.create(null);
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const [name = "", value = ""] = request.rawHeaders.slice(index, index + 2);
    headers[name] = [...(headers[name] ?? []), value];
  }
  const forwardedFor = [
    ...(headers["X-Forwarded-For"] ?? []),
    request.socket.remoteAddress ?? "127.0.0.1",
  ].join(", ");
  return { ...headers, "X-Forwarded-For": [forwardedFor], "X-Forwarded-Proto": ["http"] };
}

function lastOf(headers: Record<string, string[]>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.at(-1)]));
}

/** The Common Log Format's time, for example `09/Apr/2015:12:34:56 +0000`. */
export function clfTime(epochMs: number): string {
  const [, day, month, year, time] = new Date(epochMs).toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}

/** Headers that API Gateway does not let a function set; it renames them. */
const REMAPPED = [
  "authorization",
  "connection",
  "content-md5",
  "date",
  "host",
  "server",
  "user-agent",
  "www-authenticate",
];

/**
 * Sets the headers of a function's answer.
 *
 * @returns its status and body; undefined, with no header set, if it does not have the form that a proxy integration requires.
 */
export function proxyResponse(
  payload: unknown,
  call: ApiCall,
  response: ServerResponse,
): { status: number; body: string } | undefined {
  if (typeof payload !== "object" || payload === null) return undefined;
  const { statusCode, headers = {}, body = "" } = payload as Record<string, unknown>;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  if (typeof body !== "string" && body !== null) return undefined;
  try {
    response.setHeader("Content-Type", "application/json");
    for (const [name, value] of Object.entries(headers as object)) {
      const known = REMAPPED.includes(name.toLowerCase()) ? `x-amzn-remapped-${name}` : name;
      response.setHeader(known, String(value));
    }
  } catch {
    // Not a valid HTTP header; AWS treats the response as malformed, too.
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    return undefined;
  }
  response.setHeader("x-amzn-RequestId", call.requestId);
  return { status, body: body ?? "" };
}
