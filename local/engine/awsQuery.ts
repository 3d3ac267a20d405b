import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import XMLBuilder from "fast-xml-builder";
import type { z } from "zod";
import { AwsError } from "./awsError";
import { errorShapeOf } from "./awsFailure";
import { answerJson, invalidSentence, type JsonProtocol, runOperation } from "./awsJson";
import { ownValue } from "./ownValue";
import type { AwsRequest } from "./service";

/** Answers one action of a query API: the members of its result, if it has one. */
export type QueryAction = (parameters: unknown, request: AwsRequest) => Promise<object | undefined>;

/** An action whose parameters must match `schema`; lists are passed as arrays, maps as arrays of their entries. */
export function queryAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (parameters: z.output<Schema>) => Promise<object | undefined> | object | undefined,
): QueryAction {
  return async (parameters) => {
    const parsed = schema.safeParse(parameters);
    if (parsed.success) return run(parsed.data);
    const issue = parsed.error.issues[0];
    if (issue?.code === "unrecognized_keys")
      throw new AwsError("InvalidParameter", invalidSentence(parsed.error));
    throw new AwsError(
      "InvalidParameter",
      `Invalid parameter: ${issue?.path.join(".")} Reason: ${issue?.message}`,
    );
  };
}

export interface QueryProtocol {
  namespace: string;
  actions: Readonly<Record<string, QueryAction>>;
}

/** Answers the form-encoded protocol of the older AWS services: `Action=…&Name=…`, with an answer in XML. */
export async function answerQuery(protocol: QueryProtocol, request: AwsRequest, response: ServerResponse) {
  const parameters = queryParameters(request);
  const name = parameters.get("Action") ?? "";
  try {
    const result = await runQuery(protocol, parameters, request);
    const body = {
      ...(result && { [`${name}Result`]: result }),
      ResponseMetadata: { RequestId: randomUUID() },
    };
    send(response, 200, `${name}Response`, protocol.namespace, body);
  } catch (error) {
    // Anything other than an AwsError is a bug in the local cloud, which the endpoint reports.
    if (!(error instanceof AwsError)) throw error;
    const details = { Type: "Sender", Code: error.code, Message: error.message };
    send(response, error.status, "ErrorResponse", protocol.namespace, {
      Error: details,
      RequestId: randomUUID(),
    });
  }
}

/** Parameters of every request: the action, the version of its API, and the signature of a presigned one. */
const COMMON_PARAMETERS = /^(Action|Version|X-Amz-[\w-]+)$/;

/** Runs the action that the parameters name. */
export function runQuery(
  protocol: QueryProtocol,
  parameters: URLSearchParams,
  request: AwsRequest,
): Promise<object | undefined> {
  const name = parameters.get("Action") ?? "";
  const action = ownValue(protocol.actions, name);
  if (!action) {
    throw new AwsError("InvalidAction", `The local cloud does not support the action ${name || "(none)"}.`);
  }
  const own = [...parameters].filter(([parameter]) => !COMMON_PARAMETERS.test(parameter));
  return action(unflatten(own), request);
}

/** The query protocol of a service that speaks JSON with newer clients. */
export interface FormerProtocol {
  namespace: string;
  /** The input of an operation in JSON, from the parameters of a form. */
  input(parameters: Record<string, unknown>): object;
  /** The members of the result in XML, by operation. */
  results: Readonly<Record<string, (output: object) => object | undefined>>;
  /** The code of an error, where XML has another one. */
  errorCodes?: Readonly<Record<string, string>>;
}

/** Answers a service in the protocol of the request: JSON, or a form and XML as the clients of before that do. */
export function answerBoth(
  protocol: JsonProtocol,
  former: FormerProtocol,
  request: AwsRequest,
  response: ServerResponse,
) {
  if (errorShapeOf(request.http, "") === "json") return answerJson(protocol, request, response);
  const actions = Object.entries(former.results).map(([name, result]): [string, QueryAction] => [
    name,
    async (parameters, asked) => {
      try {
        return result((await runOperation(protocol, name, former.input(Object(parameters)), asked)) ?? {});
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        throw new AwsError(former.errorCodes?.[error.code] ?? error.code, error.message, error.status);
      }
    },
  ]);
  const { namespace } = former;
  return answerQuery({ namespace, actions: Object.fromEntries(actions) }, request, response);
}

/** Parameters from the address of a GET or the body of a POST. */
export function queryParameters({ url, body }: AwsRequest): URLSearchParams {
  return body.length ? new URLSearchParams(body.toString("utf8")) : url.searchParams;
}

/** An XML map as query APIs write them: a list of `entry` elements. */
export function xmlMap(map: Record<string, string>): object {
  return { entry: Object.entries(map).map(([key, value]) => ({ key, value })) };
}

interface Node {
  [name: string]: Node | string;
}

/** `A.entry.1.key=x` becomes `{ A: [{ key: "x" }] }`: dots nest, and `entry` or `member` number the items of a list. */
function unflatten(parameters: readonly [path: string, value: string][]): unknown {
  const root: Node = Object.create(null);
  for (const [path, value] of parameters) {
    const names = path.split(".");
    const last = names.pop() ?? "";
    let node = root;
    for (const name of names) {
      const child = node[name];
      const next: Node = typeof child === "object" ? child : Object.create(null);
      node[name] = next;
      node = next;
    }
    node[last] = value;
  }
  return withLists(root);
}

function withLists(node: Node | string): unknown {
  if (typeof node === "string") return node;
  const list = node.entry ?? node.member;
  if (typeof list === "object" && Object.keys(node).length === 1) {
    const numbered = Object.entries(list).sort(([left], [right]) => Number(left) - Number(right));
    return numbered.map(([, item]) => withLists(item));
  }
  return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, withLists(child)]));
}

const xml = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: "@", suppressEmptyNode: true });

function send(response: ServerResponse, status: number, root: string, namespace: string, content: object) {
  response.writeHead(status, { "Content-Type": "text/xml" });
  response.end(xml.build({ [root]: { "@xmlns": namespace, ...content } }));
}
