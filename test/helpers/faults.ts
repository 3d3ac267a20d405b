import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { TestCloud } from "./cloud";

/** Decides over a call of SNS: hands it on by `forward`, answers it, or leaves it without an answer. */
type SnsFault = (call: SnsCall) => Promise<void> | void;

export interface SnsCall {
  /** The parameters of the call, such as `Action` and `Message`. */
  parameters: URLSearchParams;
  /** Has SNS do it. */
  forward(): Promise<{ status: number; text: string }>;
  response: ServerResponse;
}

/**
 * Puts a proxy between functions and SNS, where calls can be lost on either side.
 * @returns `restore`, which takes it away again.
 */
export async function interceptSns(
  cloud: TestCloud,
  functionNames: readonly string[],
  fault: SnsFault,
): Promise<{ restore(): Promise<void> }> {
  const problems: unknown[] = [];
  const server = createServer((incoming, response) => {
    handle(cloud, incoming, response, fault).catch((error) => {
      problems.push(error);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // The SDK's own setting for another endpoint of one service.
  for (const name of functionNames) await cloud.lambda.setEnvironment(name, { AWS_ENDPOINT_URL_SNS: url });
  return {
    async restore() {
      for (const name of functionNames) await cloud.lambda.setEnvironment(name, {});
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (problems.length > 0) throw problems[0];
    },
  };
}

/** Lets every call of SNS by these functions fail, as when the service is down. */
export function failSns(cloud: TestCloud, functionNames: readonly string[]) {
  return interceptSns(cloud, functionNames, ({ response }) => {
    response
      .writeHead(503)
      .end("<ErrorResponse><Error><Code>ServiceUnavailable</Code></Error></ErrorResponse>");
  });
}

async function handle(
  cloud: TestCloud,
  incoming: IncomingMessage,
  response: ServerResponse,
  fault: SnsFault,
): Promise<void> {
  const body = await buffer(incoming);
  const forward = () => send(new URL(incoming.url ?? "/", cloud.local.awsEndpointUrl), incoming, body);
  await fault({ parameters: new URLSearchParams(body.toString()), forward, response });
}

function send(
  url: URL,
  { method, headers }: IncomingMessage,
  body: Buffer,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, async (answer) => {
      resolve({ status: answer.statusCode ?? 0, text: (await buffer(answer)).toString() });
    });
    outgoing.on("error", reject).end(body);
  });
}
