import type { ServerResponse } from "node:http";
import { ownValue } from "../../engine/ownValue";
import type { AwsRequest } from "../../engine/service";
import type { Lambda, LocalFunction } from "./model";

const FUNCTION_PATH = /^\/2015-03-31\/functions\/([^/]+)\/(invocations|configuration)$/;
const INVALID = "InvalidParameterValueException";
/** Lambda's limits for an event, by invocation type. */
const MAX_PAYLOAD_BYTES: Readonly<Record<string, number>> = { RequestResponse: 6_291_456, Event: 1_048_576 };
/** Maximum size of the log that `LogType: Tail` returns, in bytes. */
const LOG_TAIL_BYTES = 4096;

/** Parameters of the operations, by the parts of their paths: in the query, and in headers, in lowercase. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  configuration: ["Qualifier"],
  invocations: ["Qualifier", "x-amz-invocation-type", "x-amz-log-type"],
};
/** Parameters of every request: its signature, and the names of the client. */
const COMMON_PARAMETERS =
  /^x-amz-(algorithm|content-sha256|credential|date|expires|security-token|signature|signedheaders|user-agent)$/i;

/** The part of Lambda's HTTP API that others use: Invoke (functions, runbook) and GetFunctionConfiguration (runbook). */
export async function answerLambdaApi(
  lambda: Lambda,
  request: AwsRequest,
  response: ServerResponse,
): Promise<void> {
  const { method } = request.http;
  const path = request.url.pathname;
  const [, name = "", part] = FUNCTION_PATH.exec(path) ?? [];
  if (!["POST invocations", "GET configuration"].includes(`${method} ${part}`)) {
    const message = `The local cloud does not support ${method} ${path}.`;
    return refuse(response, 404, "UnknownOperationException", message);
  }
  const unknown = unknownParameter(part, request);
  if (unknown !== undefined) {
    return refuse(response, 400, INVALID, `The local cloud does not support the parameter ${unknown}.`);
  }
  const asked = decoded(name);
  if (asked === undefined) {
    const message = `The name of the function is not encoded as in an address: ${name}`;
    return refuse(response, 400, INVALID, message);
  }
  const local = lambda.find(asked);
  if (!local || !isLatest(asked, request.url)) {
    return refuse(response, 404, "ResourceNotFoundException", `Function not found: ${asked}`);
  }
  if (part === "invocations") return invoke(lambda, local, request, response);
  return json(response, 200, configurationOf(local));
}

/** A parameter that is not here: without it the answer would be another. */
function unknownParameter(part: string | undefined, { http, url }: AwsRequest): string | undefined {
  const known = ownValue(PARAMETERS, part ?? "") ?? [];
  const inHeaders = Object.keys(http.headers).filter((name) => name.startsWith("x-amz-"));
  return [...url.searchParams.keys(), ...inHeaders].find(
    (name) => !known.includes(name) && !COMMON_PARAMETERS.test(name),
  );
}

/** A part of a path; undefined if it is not encoded as one. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** The program publishes no versions and declares no aliases. */
function isLatest(nameOrArn: string, url: URL): boolean {
  const named = /(?:^|:function:)[^:]+:([^:]+)$/.exec(nameOrArn)?.[1];
  return [named, url.searchParams.get("Qualifier")].every(
    (qualifier) => (qualifier ?? "$LATEST") === "$LATEST",
  );
}

async function invoke(
  lambda: Lambda,
  local: LocalFunction,
  request: AwsRequest,
  response: ServerResponse,
): Promise<void> {
  const payload = parseJson(request.body);
  if (payload === undefined) {
    return refuse(response, 400, "InvalidRequestContentException", "Could not parse request body into json.");
  }
  const type = String(request.http.headers["x-amz-invocation-type"] ?? "RequestResponse");
  const limit = ownValue(MAX_PAYLOAD_BYTES, type);
  if (limit === undefined) {
    return refuse(response, 400, INVALID, `The local cloud does not support the invocation type ${type}.`);
  }
  if (request.body.length > limit) {
    const message = `${request.body.length} byte payload is too large for the ${type} invocation type (limit ${limit} bytes)`;
    return refuse(response, 413, "RequestTooLargeException", message);
  }
  const logged = local.log.count;
  const result = await lambda.invoke(local.name, payload, type === "Event" ? "Event" : "RequestResponse");
  if (result.statusCode === 429) return refuse(response, 429, "TooManyRequestsException", "Rate Exceeded.");
  response.setHeader("X-Amz-Executed-Version", "$LATEST");
  if (result.functionError) response.setHeader("X-Amz-Function-Error", result.functionError);
  if (request.http.headers["x-amz-log-type"] === "Tail") {
    const tail = Buffer.from(local.log.since(logged).join("\n")).subarray(-LOG_TAIL_BYTES);
    response.setHeader("X-Amz-Log-Result", tail.toString("base64"));
  }
  response.writeHead(result.statusCode, { "Content-Type": "application/json" });
  response.end(result.payload);
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function configurationOf({ name, arn: functionArn, inputs }: LocalFunction): object {
  return {
    FunctionName: name,
    FunctionArn: functionArn,
    Runtime: "nodejs24.x",
    Handler: inputs.handler,
    Timeout: inputs.timeout ?? 3,
    MemorySize: inputs.memorySize ?? 128,
    State: "Active",
    LastUpdateStatus: "Successful",
    Version: "$LATEST",
  };
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  response.setHeader("x-amzn-ErrorType", type);
  json(response, status, { Type: "User", Message: message });
}
