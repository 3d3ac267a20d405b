import type { ServerResponse } from "node:http";
import type { z } from "zod";
import { AwsError } from "./awsError";
import { ownValue } from "./ownValue";
import type { AwsRequest } from "./service";

/** Answers one operation of a JSON API; an empty object when it returns nothing. */
export type JsonOperation = (input: unknown, request: AwsRequest) => Promise<object | undefined>;

/** The input of a call is invalid; each service has its own error name for this. */
class InvalidInput extends Error {}

/** A public operation; its input must match `schema`. */
export function publicOperation<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>, request: AwsRequest) => Promise<object | undefined> | object | undefined,
): JsonOperation {
  return async (input, request) => {
    const parsed = schema.safeParse(input);
    if (parsed.success) return run(parsed.data, request);
    throw new InvalidInput(invalidSentence(parsed.error));
  };
}

/** The sentence about input that does not fit. A parameter that is not here is refused: without it the answer would be another. */
export function invalidSentence({ issues: [issue] }: z.ZodError): string {
  if (issue?.code === "unrecognized_keys") {
    const name = [...issue.path, issue.keys[0]].join(".");
    return `The local cloud does not support the parameter ${name}.`;
  }
  const name = issue?.path.join(".");
  return `1 validation error detected: Value at '${name}' failed to satisfy constraint: ${issue?.message}`;
}

/** An operation that AWS answers only to a request with a signature, which the endpoint has verified. */
export function signedOperation<Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>, request: AwsRequest) => Promise<object | undefined> | object | undefined,
): JsonOperation {
  const answer = publicOperation(schema, run);
  return async (input, request) => {
    if (!request.http.headers.authorization) {
      throw new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    return answer(input, request);
  };
}

export interface JsonProtocol {
  /** JSON 1.0 and 1.1 differ in nothing but this. */
  contentType: "application/x-amz-json-1.0" | "application/x-amz-json-1.1";
  operations: Readonly<Record<string, JsonOperation>>;
  /** The error for input that does not fit, for example `InvalidParameterException`. */
  invalidInput: string;
  /** More headers on an error, for services that clients also know by older error codes. */
  errorHeaders?: (error: AwsError) => Record<string, string>;
}

/** Answers `POST /` with `X-Amz-Target: <Service>.<Operation>`, the protocol of most AWS services. */
export async function answerJson(protocol: JsonProtocol, request: AwsRequest, response: ServerResponse) {
  try {
    const target = String(request.http.headers["x-amz-target"] ?? "");
    const name = target.slice(target.indexOf(".") + 1);
    const body = (await runOperation(protocol, name, parseBody(request.body), request)) ?? {};
    send(response, 200, protocol.contentType, body);
  } catch (error) {
    // Anything other than an AwsError is a bug in the local cloud, which the endpoint reports.
    if (!(error instanceof AwsError)) throw error;
    response.setHeader("x-amzn-errortype", error.code);
    for (const [name, value] of Object.entries(protocol.errorHeaders?.(error) ?? {}))
      response.setHeader(name, value);
    send(response, error.status, protocol.contentType, { __type: error.code, message: error.message });
  }
}

/**
 * Runs an operation of a JSON API.
 *
 * @throws AwsError as the operation does, `UnknownOperationException` if there is none, and `invalidInput` of the protocol.
 */
export async function runOperation(
  protocol: JsonProtocol,
  name: string,
  input: unknown,
  request: AwsRequest,
): Promise<object | undefined> {
  const operation = ownValue(protocol.operations, name);
  if (!operation) {
    throw new AwsError(
      "UnknownOperationException",
      `The local cloud does not support the operation ${name || "(none)"}.`,
    );
  }
  try {
    return await operation(input, request);
  } catch (error) {
    throw error instanceof InvalidInput ? new AwsError(protocol.invalidInput, error.message) : error;
  }
}

function parseBody(body: Buffer): unknown {
  try {
    return body.length ? JSON.parse(body.toString("utf8")) : {};
  } catch {
    throw new AwsError("SerializationException", "The request body is not JSON.");
  }
}

function send(response: ServerResponse, status: number, contentType: string, body: object) {
  response.writeHead(status, { "Content-Type": contentType });
  response.end(JSON.stringify(body));
}
