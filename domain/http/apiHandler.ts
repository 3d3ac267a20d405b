import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import type { z } from "zod";
import { correlate, describe, log } from "../aws/log";
import { ADMIN_GROUP } from "../values/groups";
import { REFUSALS, type RefusalCode, refusalText } from "../values/refusals";
import type { Problem } from "./answers";
import { ApiError } from "./apiError";
import { refusalOf } from "./refuses";

/** Who may call an operation: any signed-in user, or members of Cognito's admin group only. */
export type Role = "user" | "admin";

/** The values that every closure behind the API gets. */
export interface ApiEnv {
  /** Origin of the site, for CORS. */
  readonly siteOrigin: string;
  readonly role: Role;
}

/** The signed-in user, from the claims that API Gateway's authoriser verified. */
export interface User {
  /** Cognito's `sub`; also the id of the user's own ledger. */
  id: string;
  /** The name that Cognito knows the user by. */
  name: string;
  email: string;
}

/** Response of an operation. */
export interface Answer {
  status: number;
  /** Sent as JSON; absent for an answer without a body. */
  body?: unknown;
  headers?: Record<string, string>;
}

type ProxyHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/**
 * Makes an API Gateway handler of an operation: answers JSON with CORS headers for the site's origin, turns an
 * {@link ApiError} into its status, a dependency that is out of reach into 503 and anything else into a bare 500. The
 * details of the latter go to the log only. The operation can ask whether it has time to go on.
 */
export function apiHandler(
  { siteOrigin, role }: ApiEnv,
  operation: (event: APIGatewayProxyEvent, user: User, hasTime: () => boolean) => Promise<Answer>,
): ProxyHandler {
  const authorised = async (event: APIGatewayProxyEvent, context: Context) => {
    if (role === "admin" && !isAdmin(event)) throw new ApiError("admin.required");
    return operation(event, userOf(event), () => context.getRemainingTimeInMillis() > STOP_MS);
  };
  return async (event, context) => {
    correlate(event, context);
    const answer = await withinTime(authorised(event, context), context).catch(failure);
    return {
      statusCode: answer.status,
      headers: {
        ...(answer.body !== undefined && { "Content-Type": "application/json" }),
        "Cache-Control": "no-store",
        "Access-Control-Allow-Origin": siteOrigin,
        "Access-Control-Expose-Headers": "ETag,Location,Retry-After",
        Vary: "Origin",
        ...answer.headers,
      },
      body: answer.body === undefined ? "" : JSON.stringify(answer.body),
    };
  };
}

/** Remaining time in ms at which an operation is abandoned: enough to send an error response. */
const RESERVE_MS = 1000;

/** Remaining time in ms at which an operation that goes on for long stops with what it has: the last call needs time to end. */
const STOP_MS = 5000;

/** Each call has its limits, but several slow ones together could use up the function's time, and its answer with it. */
async function withinTime(answer: Promise<Answer>, context: Context): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    // Created only when needed: capturing a stack trace takes as long as the rest of the response.
    const late = () =>
      reject(new DependencyTimeoutError("The operation took nearly all of the function's time."));
    timer = setTimeout(late, context.getRemainingTimeInMillis() - RESERVE_MS);
  });
  try {
    return await Promise.race([answer, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}

class DependencyTimeoutError extends Error {
  override readonly name = "DependencyTimeoutError";
}

function userOf(event: APIGatewayProxyEvent): User {
  const claims = event.requestContext.authorizer?.claims ?? {};
  return { id: String(claims.sub), name: String(claims["cognito:username"]), email: String(claims.email) };
}

/** API Gateway hands the claim of a list over as one text, names divided by commas. */
function isAdmin({ requestContext }: APIGatewayProxyEvent): boolean {
  const groups: unknown = requestContext.authorizer?.claims?.["cognito:groups"];
  return typeof groups === "string" && groups.split(",").includes(ADMIN_GROUP);
}

function failure(error: unknown): Answer {
  if (error instanceof ApiError) return refusal(error);
  const unavailable = isUnavailable(error);
  log("error", unavailable ? "A dependency is unavailable" : "Unexpected error", { error: describe(error) });
  if (!unavailable) return outage("server.failed");
  return { ...outage("server.busy"), headers: { "Retry-After": "2" } };
}

function refusal({ status, code, message, field, values }: ApiError): Answer {
  const body: Problem = {
    code,
    message,
    ...(field !== undefined && { field }),
    ...(values !== undefined && { values }),
  };
  return { status, body };
}

function outage(code: RefusalCode): Answer {
  const body: Problem = { code, message: refusalText({ code }) };
  return { status: REFUSALS[code].status, body };
}

/** Returns true for errors that the AWS SDK and Node throw when a service throttles, fails or times out. */
function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { $metadata, $retryable } = error as {
    $metadata?: { httpStatusCode?: number };
    $retryable?: unknown;
  };
  const status = $metadata?.httpStatusCode ?? 0;
  return (
    status >= 500 ||
    $retryable !== undefined ||
    /Throttl|LimitExceeded|ThroughputExceeded|Timeout|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN/.test(
      `${error.name} ${"code" in error ? error.code : ""}`,
    )
  );
}

/**
 * Reads a JSON body by its schema.
 * @throws ApiError 400 that names the field.
 */
export function parseBody<T extends z.ZodType>(event: APIGatewayProxyEvent, schema: T): z.infer<T> {
  return parse(schema, jsonBody(event));
}

/** More than any request needs: 100 categories of the longest names are 90 KB. API Gateway itself takes 10 MB. */
const MAX_BODY_BYTES = 128 * 1024;

/**
 * The body as JSON, whatever it holds.
 * @throws ApiError 413 for one that is too large, 400 for what is not JSON.
 */
function jsonBody(event: APIGatewayProxyEvent): unknown {
  if ((event.body?.length ?? 0) > MAX_BODY_BYTES) throw new ApiError("request.tooLarge");
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? "", "base64").toString() : event.body;
  try {
    return JSON.parse(text ?? "");
  } catch {
    throw new ApiError("body.notJson");
  }
}

/**
 * Reads the query by its schema. A parameter given twice is refused: which of the two was meant is not for us to guess.
 * @throws ApiError 400 that names the parameter.
 */
export function parseQuery<T extends z.ZodType>(event: APIGatewayProxyEvent, schema: T): z.infer<T> {
  for (const [name, values] of Object.entries(event.multiValueQueryStringParameters ?? {})) {
    if (values !== undefined && values.length > 1) {
      throw new ApiError("parameter.repeated", { field: name, values: { name } });
    }
  }
  return parse(schema, event.queryStringParameters ?? {});
}

/**
 * Parses the path parameters by their schema.
 * @throws ApiError 400 that names the part.
 */
export function parsePath<T extends z.ZodType>(event: APIGatewayProxyEvent, schema: T): z.infer<T> {
  return parse(schema, event.pathParameters ?? {});
}

/** A header's value, whatever the case of its name (RFC 9110, 5.1). */
export function header(event: APIGatewayProxyEvent, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(event.headers ?? {}).find(([key]) => key.toLowerCase() === wanted)?.[1];
}

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
