import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { buildQueryString } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import type { HttpRequest } from "@smithy/types";
import { createEndpoint } from "../../../local/engine/endpoint";
import { listen, stopListening } from "../../../local/engine/listen";
import type { Service } from "../../../local/engine/service";
import { Sha256 } from "../../../local/engine/signature";
import { CREDENTIALS } from "../../helpers/endpoint";

/** A request to the endpoint of {@link useEndpoint}. */
export interface Call {
  service?: string;
  method?: string;
  path?: string;
  query?: Record<string, string | string[]>;
  headers?: Record<string, string>;
  body?: string;
  keys?: typeof CREDENTIALS;
  /** Changes the signed request. */
  tamper?(request: Sent): void;
}

type Sent = Pick<HttpRequest, "method" | "path" | "query" | "headers" | "body">;

/** Gives a suite an endpoint with one service, which answers with the body of the request, and fails if that says so. */
export function useEndpoint() {
  const problems: string[] = [];
  const echo: Service = {
    scopes: ["sns", "s3", "states", "cognito-idp"],
    resources: {},
    isPublic: ({ headers }) => String(headers["x-amz-target"]).endsWith(".SignUp"),
    async handle({ body }, response) {
      if (body.toString() === "fail") throw new Error("It failed.");
      if (body.toString() === "throw later") {
        setImmediate(() => {
          throw new Error("It threw.");
        });
        return;
      }
      response.end(body);
    },
  };
  const trust = { host: "expenses.test", sites: new Set(["http://expenses.test:3000"]) };
  const server = createEndpoint({
    services: [echo],
    credentials: CREDENTIALS,
    trust,
    report: (problem) => problems.push(problem),
  });
  let url: string;
  before(async () => {
    url = `http://127.0.0.1:${await listen(server, 0)}`;
  });
  after(() => stopListening(server));

  function signer(service: string, credentials = CREDENTIALS) {
    const uriEscapePath = service !== "s3";
    return new SignatureV4({ service, region: "eu-north-1", credentials, sha256: Sha256, uriEscapePath });
  }

  function unsigned({ method = "POST", path = "/", query = {}, headers = {}, body }: Call): HttpRequest {
    const host = new URL(url).host;
    return {
      ...{ method, protocol: "http:", hostname: "127.0.0.1", path, query, body },
      headers: { host, ...headers },
    };
  }

  /** Sends a request whose host, unlike that of `fetch`, can be chosen. */
  async function send({ method, path, query, headers, body }: Sent) {
    const search = buildQueryString(query ?? {});
    const outgoing = request(url, { method, headers, path: search ? `${path}?${search}` : path });
    outgoing.end(body);
    const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
    return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
  }

  async function call(options: Call) {
    const signed = await signer(options.service ?? "sns", options.keys).sign(unsigned(options));
    options.tamper?.(signed);
    return send(signed);
  }
  return { call, send, signer, unsigned, problems };
}
