import type { IncomingMessage, ServerResponse } from "node:http";
import { matchesPattern } from "../../engine/arn";
import { AwsError } from "../../engine/awsError";
import type { CorsRule } from "./model";

/** Lets the page that sent a request read the answer, if a rule of the bucket allows it. */
export function allowOrigin(
  rules: readonly CorsRule[] | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { origin } = request.headers;
  if (origin === undefined || rules === undefined) return;
  const rule = ruleFor(rules, origin, request.method ?? "", []);
  if (!rule) return;
  for (const [name, value] of Object.entries(headersOf(rule, origin))) response.setHeader(name, value);
  response.setHeader("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
}

/**
 * Answers a browser's preflight request.
 *
 * @throws AwsError AccessForbidden if no rule of the bucket allows the request that is to follow.
 */
export function answerPreflight(
  rules: readonly CorsRule[] | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { origin } = request.headers;
  const method = request.headers["access-control-request-method"];
  if (origin === undefined || method === undefined) {
    throw new AwsError("BadRequest", "Insufficient information. Origin request header needed.");
  }
  if (!rules) throw forbidden("CORSResponse: CORS is not enabled for this bucket.");
  const asked = (request.headers["access-control-request-headers"] ?? "").toLowerCase().split(",");
  const names = asked.map((name) => name.trim()).filter((name) => name !== "");
  const rule = ruleFor(rules, origin, method, names);
  if (!rule) throw forbidden("CORSResponse: This CORS request is not allowed.");
  response.writeHead(200, {
    ...headersOf(rule, origin),
    ...(names.length > 0 && { "Access-Control-Allow-Headers": names.join(", ") }),
    ...(rule.maxAgeSeconds !== undefined && { "Access-Control-Max-Age": String(rule.maxAgeSeconds) }),
    Vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  });
  response.end();
}

function ruleFor(rules: readonly CorsRule[], origin: string, method: string, headers: readonly string[]) {
  return rules.find(
    ({ allowedOrigins, allowedMethods, allowedHeaders = [] }) =>
      allowedOrigins.some((pattern) => matchesPattern(pattern, origin)) &&
      allowedMethods.includes(method) &&
      headers.every((name) => allowedHeaders.some((pattern) => matchesPattern(pattern.toLowerCase(), name))),
  );
}

function headersOf(rule: CorsRule, origin: string): Record<string, string> {
  const isForAll = rule.allowedOrigins.includes("*");
  return {
    "Access-Control-Allow-Origin": isForAll ? "*" : origin,
    "Access-Control-Allow-Methods": rule.allowedMethods.join(", "),
    ...(!isForAll && { "Access-Control-Allow-Credentials": "true" }),
    ...(rule.exposeHeaders?.length && { "Access-Control-Expose-Headers": rule.exposeHeaders.join(", ") }),
  };
}

function forbidden(message: string): AwsError {
  return new AwsError("AccessForbidden", message, 403);
}
