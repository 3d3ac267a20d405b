import type { APIGatewayProxyEvent, Context } from "aws-lambda";

type Details = Readonly<Record<string, unknown>>;

/** Fields common to all log lines of the current event. A module variable suffices: an instance handles one event at a time. */
let correlation: Details = {};

/** Adds the request's IDs in the gateway's log and in X-Ray to all following log lines. */
export function correlate(event: APIGatewayProxyEvent, context: Context): void {
  correlation = {
    route: `${event.httpMethod} ${event.resource}`,
    apiRequestId: event.requestContext.requestId,
    functionRequestId: context.awsRequestId,
    // Lambda sets it for each event; X-Ray's console searches for the part after `Root=`.
    traceId: /Root=([^;]+)/.exec(process.env._X_AMZN_TRACE_ID ?? "")?.[1],
  };
}

/**
 * Writes a line to the function's log: one JSON object (Lambda adds time, level and its request ID).
 * @param details IDs and numbers, never text that a person wrote.
 */
export function log(level: "info" | "warn" | "error", message: string, details: Details = {}): void {
  console[level]({ message, ...correlation, ...details });
}

/** An error as a plain object for the log. */
export function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  return { name: error.name, message: error.message, stack: error.stack };
}
