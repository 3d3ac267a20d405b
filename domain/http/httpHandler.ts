import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { limitCalls } from "../aws/callLimit";
import { correlate, describe, log } from "../aws/log";
import { failureKind } from "../values/failures";
import { REFUSALS, type RefusalCode, refusalText } from "../values/refusals";
import type { Answer, Problem } from "./answers";
import { ApiError } from "./apiError";

export type ProxyHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/**
 * Creates an API Gateway handler: answers JSON with CORS headers for the site's origin, turns an {@link ApiError} into
 * its status, an unreachable dependency into 503 and anything else into a bare 500, whose details go to the log only.
 * @param siteOrigin Origin of the site, for CORS.
 * @param respond Can ask whether there is time to continue.
 */
export function httpHandler(
  siteOrigin: string,
  respond: (event: APIGatewayProxyEvent, hasTime: () => boolean) => Promise<Answer>,
): ProxyHandler {
  return async (event, context) => {
    correlate(event, context);
    const hasTime = () => context.getRemainingTimeInMillis() > STOP_MS;
    const answer = await withinTime(() => respond(event, hasTime), context).catch(failure);
    return {
      statusCode: answer.status,
      headers: {
        ...(answer.body !== undefined && { "Content-Type": contentTypeOf(answer) }),
        "Cache-Control": "no-store",
        "Access-Control-Allow-Origin": siteOrigin,
        "Access-Control-Expose-Headers": "ETag,Location,Retry-After",
        Vary: "Origin",
        ...answer.headers,
      },
      body: textOf(answer),
    };
  };
}

const contentTypeOf = ({ type }: Answer) =>
  type === undefined ? "application/json" : `${type}; charset=utf-8`;

function textOf({ body, type }: Answer): string {
  if (body === undefined) return "";
  return type === undefined ? JSON.stringify(body) : String(body);
}

/** Remaining time in ms at which an operation is abandoned: enough to send an error response. */
const ERROR_RESPONSE_MS = 1000;

/** Remaining time in ms at which a long operation stops with what it has: its last call needs time to end. */
const STOP_MS = 5000;

/**
 * Each call has its limits, but several slow ones together could use up the function's time, and its answer with it. An
 * abandoned operation makes no further calls.
 */
async function withinTime(respond: () => Promise<Answer>, context: Context): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  let isAnswered = false;
  const timeUp = new Promise<never>((_, reject) => {
    // Created only if needed: capturing a stack trace takes as long as the rest of the response.
    const late = () =>
      reject(new DependencyTimeoutError("The operation took nearly all of the function's time."));
    timer = setTimeout(late, context.getRemainingTimeInMillis() - ERROR_RESPONSE_MS);
  });
  try {
    return await Promise.race([limitCalls(() => isAnswered, respond), timeUp]);
  } finally {
    isAnswered = true;
    clearTimeout(timer);
  }
}

class DependencyTimeoutError extends Error {
  override readonly name = "DependencyTimeoutError";
}

function failure(error: unknown): Answer {
  if (error instanceof ApiError) return refusal(error);
  const unavailable = isUnavailable(error);
  log("error", unavailable ? "A dependency is unavailable" : "Unexpected error", { error: describe(error) });
  if (!unavailable) return outage("server.failed");
  return { ...outage("server.busy"), headers: { "Retry-After": "2" } };
}

function refusal({ status, code, message, field, values, retryAfter }: ApiError): Answer {
  const body: Problem = {
    code,
    message,
    ...(field !== undefined && { field }),
    ...(values !== undefined && { values }),
  };
  return {
    status,
    body,
    ...(retryAfter !== undefined && { headers: { "Retry-After": String(retryAfter) } }),
  };
}

function outage(code: RefusalCode): Answer {
  const body: Problem = { code, message: refusalText({ code }) };
  return { status: REFUSALS[code].status, body };
}

/** Returns true for errors that the AWS SDK and Node.js throw if a service throttles, fails or times out. */
function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { $metadata, $retryable } = error as {
    $metadata?: { httpStatusCode?: number };
    $retryable?: unknown;
  };
  const code = "code" in error ? String(error.code) : "";
  const kinds = [failureKind(error.name), failureKind(code)];
  return (
    ($metadata?.httpStatusCode ?? 0) >= 500 ||
    $retryable !== undefined ||
    kinds.some((kind) => kind === "throttled" || kind === "unavailable")
  );
}
