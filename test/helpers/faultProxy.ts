import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { SignatureV4 } from "@smithy/signature-v4";
import { type Credentials, Sha256 } from "../../local/engine/signature";

/** A call of an AWS service in transit. */
export interface AwsCall {
  /** For example `dynamodb`. */
  service: string;
  /** For example `PutItem`; empty for services that do not name it in a header. */
  operation: string;
  /** 1 for the first try. */
  attempt: number;
  /** The body of a call of a JSON service; empty for others. */
  input: Readonly<Record<string, unknown>>;
}

/** Fault that replaces or accompanies the forwarding of a call. */
type Fault =
  | { kind: "answer"; status: number; body: string }
  /** Another request is handed on. */
  | { kind: "instead"; body: string }
  /** It is never answered. */
  | { kind: "stall" }
  /** The connection breaks: before the service sees the call, or after it did and before its answer. */
  | { kind: "break"; when: "before" | "after"; beforehand?(): Promise<void> };

export type FaultRule = (call: AwsCall) => Fault | undefined | Promise<Fault | undefined>;

/** DynamoDB's answer when it throttles. */
export const throttled: Fault = {
  kind: "answer",
  status: 400,
  body: JSON.stringify({
    __type: "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
    message: "The level of configured provisioned throughput for the table was exceeded.",
  }),
};

/** A JSON service's answer when it fails. */
export const failed: Fault = {
  kind: "answer",
  status: 500,
  body: JSON.stringify({ __type: "InternalServerError", message: "The request processing has failed." }),
};

interface Target {
  endpoint: string;
  region: string;
  credentials: Credentials;
}

/** An HTTP proxy between functions and the AWS endpoint, which injects the faults that a test defines. */
export class FaultProxy {
  /** Decides the fate of each call; by default all are handed on. */
  rule: FaultRule = () => undefined;
  /** Times of the tries of each call, in ms, by the id that the SDK gives it. */
  readonly tries = new Map<string, number[]>();
  /** Number of faults so far. */
  faults = 0;
  private server: Server | undefined;

  /** @param target The endpoint and the keys that it accepts. */
  constructor(private readonly target: Target) {}

  /** Listens on any free port. */
  async start(): Promise<string> {
    const server = createServer((incoming, response) => {
      this.handle(incoming, response).catch(() => response.destroy());
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Hands everything on again. */
  reset(): void {
    this.rule = () => undefined;
    this.tries.clear();
    this.faults = 0;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(incoming);
    this.note(incoming);
    const fault = await this.rule(callOf(incoming, body));
    if (fault !== undefined) this.faults += 1;
    if (fault?.kind === "stall") return;
    if (fault?.kind === "break" && fault.when === "before") return breakOff(fault, response);
    if (fault?.kind === "answer") {
      response.writeHead(fault.status, { "Content-Type": "application/x-amz-json-1.0" });
      response.end(fault.body);
      return;
    }
    const answer = await (fault?.kind === "instead"
      ? this.forward(incoming, await this.signed(incoming, fault.body), Buffer.from(fault.body))
      : this.forward(incoming, incoming.headers, body));
    if (fault?.kind === "break") return breakOff(fault, response);
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  }

  private note({ headers }: IncomingMessage): void {
    const id = headers["amz-sdk-invocation-id"];
    if (typeof id !== "string") return;
    this.tries.set(id, [...(this.tries.get(id) ?? []), performance.now()]);
  }

  /** The headers of a DynamoDB request with another body. The signature of the client does not fit it. */
  private async signed({ headers, url = "/" }: IncomingMessage, body: string): Promise<IncomingHttpHeaders> {
    const { region, credentials } = this.target;
    const signer = new SignatureV4({ service: "dynamodb", region, credentials, sha256: Sha256 });
    const { host = "", "content-type": type = "", "x-amz-target": target } = headers;
    const request = await signer.sign({
      ...{ method: "POST", protocol: "http:", hostname: host, path: url, body },
      headers: { host, "content-type": type, "x-amz-target": String(target) },
    });
    return request.headers;
  }

  private forward(incoming: IncomingMessage, sent: IncomingHttpHeaders, body: Buffer) {
    return new Promise<{ status: number; headers: IncomingMessage["headers"]; body: Buffer }>(
      (resolve, reject) => {
        const outgoing = request(
          new URL(incoming.url ?? "/", this.target.endpoint),
          { method: incoming.method, headers: { ...sent, "content-length": body.length } },
          (answer) => {
            read(answer).then(
              (content) =>
                resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: content }),
              reject,
            );
          },
        );
        outgoing.on("error", reject);
        outgoing.end(body);
      },
    );
  }
}

async function breakOff({ beforehand }: Fault & { kind: "break" }, response: ServerResponse): Promise<void> {
  await beforehand?.();
  response.destroy();
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function callOf({ headers }: IncomingMessage, body: Buffer): AwsCall {
  const [, service = ""] = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? "") ?? [];
  const operation = String(headers["x-amz-target"] ?? "").split(".")[1] ?? "";
  const attempt = Number(/attempt=(\d+)/.exec(String(headers["amz-sdk-request"] ?? ""))?.[1] ?? 1);
  return { service, operation, attempt, input: operation === "" ? {} : JSON.parse(body.toString()) };
}
