import type { APIGatewayProxyEvent } from "aws-lambda";
import type { z } from "zod";
import { MAX_BODY_BYTES } from "../values/limits";
import { ApiError } from "./apiError";
import { refusalOf } from "./refuses";

/**
 * Reads a JSON body by its schema.
 * @throws ApiError 400 that names the field, 413 if the body is too large, 415 if it is not sent as JSON.
 */
export function parseBody<T extends z.ZodType>(event: APIGatewayProxyEvent, schema: T): z.infer<T> {
  return parse(schema, jsonBody(event));
}

/** `application/json`, with parameters or not, and types that build on it (RFC 6839, 3.1). */
const JSON_TYPE = /^application\/(?:[^\s;/]+\+)?json\s*(?:;|$)/i;

/**
 * Returns the body as JSON, whatever it holds. API Gateway validates only bodies that are sent as `application/json`,
 * and takes a body without a type for it. A form of another site can send other types without a preflight request.
 */
function jsonBody(event: APIGatewayProxyEvent): unknown {
  if (!JSON_TYPE.test(header(event, "Content-Type") ?? "application/json")) {
    throw new ApiError("mediaType.unsupported");
  }
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  if (body.length > MAX_BODY_BYTES) throw new ApiError("request.tooLarge");
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new ApiError("body.notJson");
  }
}

/**
 * Reads the query by its schema. A repeated parameter is refused unless it takes several values, because the intended
 * one cannot be known.
 * @throws ApiError 400 that names the parameter.
 */
export function parseQuery<T extends z.ZodObject>(event: APIGatewayProxyEvent, schema: T): z.infer<T> {
  const given: Record<string, unknown> = { ...event.queryStringParameters };
  for (const [name, values = []] of Object.entries(event.multiValueQueryStringParameters ?? {})) {
    if (takesSeveral(schema.shape[name])) given[name] = values;
    else if (values.length > 1) throw new ApiError("parameter.repeated", { field: name, values: { name } });
  }
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  // Parameters have no parts: for a repeated one, its name suffices.
  const [issue] = result.error.issues;
  throw refusalOfIssue(issue && { ...issue, path: issue.path.slice(0, 1) });
}

function takesSeveral(part: z.ZodType | undefined): boolean {
  const inner = part?.type === "optional" ? (part as z.ZodOptional<z.ZodType>).unwrap() : part;
  return inner?.type === "array";
}

/**
 * Parses the path parameters by their schema.
 * @throws ApiError 400 that names the part.
 */
export function parsePath<T extends z.ZodType>(event: APIGatewayProxyEvent, schema: T): z.infer<T> {
  return parse(schema, event.pathParameters ?? {});
}

/** Returns a header's value, whatever the case of its name (RFC 9110, 5.1). */
export function header(event: APIGatewayProxyEvent, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === wanted)?.[1];
}

/** Returns true if a page sent the request: a browser sends the page's origin with each write. */
export const isFromPage = (event: APIGatewayProxyEvent) => header(event, "Origin") !== undefined;

function parse<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw refusalOfIssue(result.error.issues[0]);
}

function refusalOfIssue(issue: z.core.$ZodIssue | undefined): ApiError {
  if (issue === undefined) return new ApiError("request.invalid");
  const field = issue.path.join(".") || undefined;
  if (issue.code === "unrecognized_keys") {
    const [name = ""] = issue.keys;
    return new ApiError("property.unknown", { field: [...issue.path, name].join("."), values: { name } });
  }
  if (issue.code === "invalid_type" && issue.path.length === 0) return new ApiError("body.notObject");
  const { code, values } = refusalOf(issue.message) ?? { code: "request.invalid" };
  return new ApiError(code, { field, values });
}
