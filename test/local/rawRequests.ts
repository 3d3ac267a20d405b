import { connect as connectPlainly } from "node:net";
import { text } from "node:stream/consumers";
import { connect as connectByTls } from "node:tls";
import fc from "fast-check";
import type { Fixture } from "./fixture";
import { type Gen, headerOf, mutated, TEXT } from "./fuzzTexts";

/** A listener of the local cloud that speaks HTTP for people and programs, not for the clients of AWS. */
interface Listener {
  name: string;
  url(cloud: Fixture): string;
  /** Paths that it knows. */
  paths: readonly string[];
}

/** Every listener besides the AWS endpoint. */
export const LISTENERS: readonly Listener[] = [
  {
    name: "site",
    url: (cloud) => cloud.output("siteUrl"),
    paths: ["/", "/docs", "/docs/index.html", "/private.html"],
  },
  {
    name: "distribution",
    url: (cloud) => cloud.output("cdnUrl"),
    paths: ["/", "/large.html", "/closed.html"],
  },
  {
    name: "API",
    url: (cloud) => cloud.output("apiUrl"),
    // Without `/closed`, which is a mistake of the program, and reported as one.
    paths: ["/v1/things", "/v1/things/a", "/v1/things/special", "/v1/mine", "/v1", "/v2"],
  },
  {
    name: "console",
    url: (cloud) => cloud.local.consoleUrl,
    paths: [
      ...["/", "/inbox", "/inbox.json", "/codes", "/functions", "/functions/echo", "/logs", "/schedules"],
      ...[
        "/schedules/none/run",
        "/queues",
        "/queues/failures/purge",
        "/executions",
        "/resources",
        "/console.js",
      ],
    ],
  },
];

const METHODS = ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get", "BREW"];
const HEADERS = [
  ...[
    "Origin",
    "Referer",
    "Sec-Fetch-Site",
    "Range",
    "If-None-Match",
    "If-Modified-Since",
    "Accept-Encoding",
  ],
  ...["Content-Type", "Authorization", "Cookie", "Expect", "Transfer-Encoding", "X-Forwarded-For"],
];

/** The bytes of a request, which are a little wrong now and then. */
export function rawRequest(g: Gen, { paths }: Listener, { host, origin }: URL): string {
  const method = g(() => fc.constantFrom(...METHODS));
  const path = g(() => fc.constantFrom(...paths));
  const isPlain = g(fc.nat, { max: 2 }) > 0;
  const target = isPlain
    ? path
    : `${path}${g(() => fc.constantFrom("/", "?", "?to=", "?a=", "%"))}${encodeURI(g(() => TEXT).toWellFormed())}`;
  const body = g(fc.nat, { max: 1 }) ? g(() => fc.oneof(TEXT, fc.json())).toWellFormed() : "";
  const headers = Array.from({ length: g(fc.nat, { max: 3 }) }, () => {
    const name = g(() => fc.constantFrom(...HEADERS));
    return `${name}: ${headerOf(g(() => fc.oneof(TEXT, fc.constantFrom(origin, "gzip", "application/json", "bytes=0-1"))))}`;
  });
  const head = [
    `${method} ${target} HTTP/1.1`,
    ...[`Host: ${host}`, "Connection: close", `Content-Length: ${Buffer.byteLength(body)}`],
    ...headers,
  ];
  return mutated(g, `${head.join("\r\n")}\r\n\r\n${body}`);
}

/** Time without an answer after which a request is taken for cut short, or its connection for kept alive, and ended. */
const CUT_SHORT_MS = 100;

/** Sends bytes, and no more after them; returns the answer until the connection closes. */
export async function exchange(
  { hostname: host, port, protocol }: URL,
  sent: string,
  timeoutMs: number,
): Promise<string> {
  const where = { host, port: Number(port) };
  const socket =
    protocol === "https:" ? connectByTls({ ...where, rejectUnauthorized: false }) : connectPlainly(where);
  const end = setTimeout(() => socket.end(), CUT_SHORT_MS);
  const hang = setTimeout(() => socket.destroy(new Error(`It hangs: ${JSON.stringify(sent)}`)), timeoutMs);
  // Not at once: Node.js gives up a request whose client has ended.
  socket.on("data", () => end.refresh());
  try {
    const answer = text(socket);
    socket.write(sent);
    return await answer;
  } catch (error) {
    // The server hung up on useless input.
    if (error instanceof Error && "code" in error && ["ECONNRESET", "EPIPE"].includes(String(error.code)))
      return "";
    throw error;
  } finally {
    clearTimeout(end);
    clearTimeout(hang);
    socket.destroy();
  }
}
