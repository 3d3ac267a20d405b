import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import type { RefusalCode } from "../../domain/values/refusals";
import { type ApiResponse, gatewayHeaders, jsonHeaders, signUpUser, type TestUser } from "../helpers/api";
import { itemsOf, type TestCloud } from "../helpers/cloud";
import { problem } from "../helpers/problem";
import { useCloud } from "../helpers/useCloud";

const BODY = '{"description":"Desk","amount":1}';

/** Sends bytes as they are and reads the answers until the connection is closed. */
async function sendRaw(cloud: TestCloud, bytes: Buffer): Promise<ApiResponse[]> {
  const { port } = new URL(cloud.output("apiUrl"));
  const socket = connect(Number(port), "127.0.0.1");
  await once(socket, "connect");
  socket.write(bytes);
  const answers = await text(socket);
  return answers.split(/(?=HTTP\/1\.1 \d)/).map(parse);
}

function parse(answer: string): ApiResponse {
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  const [status = "", ...lines] = head.split("\r\n");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const kept = headers.filter(
    ([name = ""]) =>
      !["date", "connection", "content-length", "transfer-encoding", "x-amzn-requestid"].includes(name),
  );
  return {
    status: Number(status.split(" ")[1]),
    headers: Object.fromEntries(kept),
    body: JSON.parse(/\{.*\}/s.exec(body)?.[0] ?? "null"),
  };
}

describe("odd HTTP", () => {
  const cloud = useCloud();
  let user: TestUser;
  before(async () => {
    user = await signUpUser(cloud());
  });
  afterEach("nothing is stored", async () => {
    expect(await itemsOf(cloud(), "Expenses", user.ledgerId)).to.deep.equal([]);
  });

  /** A request with the user's token, of the given first line and further headers. */
  const request = (line: string, headers: readonly string[], body = "") =>
    Buffer.from(
      [
        line,
        "Host: localhost",
        `Authorization: ${user.idToken}`,
        "Connection: close",
        ...headers,
        "",
        body,
      ].join("\r\n"),
      // One byte for each character up to U+00FF, as HTTP has it.
      "latin1",
    );
  const post = (...headers: string[]) =>
    request("POST /prod/expenses HTTP/1.1", [...headers, `Content-Length: ${BODY.length}`], BODY);
  const get = (target: string) => request(`GET /prod${target} HTTP/1.1`, []);

  const byGateway = (status: number, code: RefusalCode) => ({
    status,
    headers: gatewayHeaders(cloud()),
    body: problem(code),
  });
  const invalid = (status = 400) => byGateway(status, "request.invalid");

  const targets = [
    "/expenses/%",
    "/expenses/%zz",
    "/expenses/%E0%A4%A",
    "/expenses/%ff",
    "/expenses/%00",
    "/expenses?q=%",
    "/expenses?q=%c3%28",
    "/expenses?month=%00",
    "/expenses?%",
  ];
  for (const target of targets) {
    it(`is refused: ${target}`, async () => {
      expect(await sendRaw(cloud(), get(target))).to.deep.equal([invalid()]);
    });
  }

  it("does not leave the API by a path", async () => {
    for (const target of [
      "/../../etc/passwd",
      "/expenses/../../x",
      "/expenses/..%2f..%2fetc%2fpasswd/y",
      "//expenses",
    ]) {
      expect(await sendRaw(cloud(), get(target)), target).to.deep.equal([byGateway(404, "route.unknown")]);
    }
    for (const target of ["/expenses/..%2f..%2fetc%2fpasswd", "/expenses/trash%2f..", "/expenses/%2e%2e"]) {
      expect(await sendRaw(cloud(), get(target)), target).to.deep.equal([
        { status: 404, headers: jsonHeaders(cloud()), body: problem("expense.notFound") },
      ]);
    }
  });

  // Characters that HTTP allows in a header reach the handler; the others do not.
  const keys: [string, "gateway" | "handler"][] = [
    ["a\u0000b", "gateway"],
    ["a\u0001b", "gateway"],
    ["a\u007fb", "gateway"],
    ["caf\u00e9", "handler"],
    ["a\u0085", "handler"],
    [" ", "handler"],
  ];
  for (const [key, by] of keys) {
    it(`refuses the key ${JSON.stringify(key)}`, async () => {
      const byHandler = {
        status: 400,
        headers: jsonHeaders(cloud()),
        body: problem("idempotencyKey.invalid", { field: "Idempotency-Key" }),
      };
      expect(await sendRaw(cloud(), post(`Idempotency-Key: ${key}`))).to.deep.equal([
        by === "gateway" ? invalid() : byHandler,
      ]);
    });
  }

  it("does not parse headers or requests from a value", async () => {
    const id = "01ARZ3NDEKTSV4RRFFQ69G5FAV%0d%0aSet-Cookie:%20a=b";
    const [answer] = await sendRaw(cloud(), get(`/expenses/${id}`));
    expect(answer).to.deep.equal({
      status: 404,
      headers: jsonHeaders(cloud()),
      body: problem("expense.notFound"),
    });
  });

  const malformed: [string, (token: string) => string, number][] = [
    ["no HTTP at all", () => "hello\r\n\r\n", 400],
    ["a version that is not there", () => "GET /prod/expenses HTTP/9.9\r\n\r\n", 400],
    ["a header without a name", () => "GET /prod/expenses HTTP/1.1\r\nHost: localhost\r\n: y\r\n\r\n", 400],
    [
      "a header with a blank in its name",
      () => "GET /prod/expenses HTTP/1.1\r\nHost: localhost\r\nA b: y\r\n\r\n",
      400,
    ],
    [
      "two lengths",
      () =>
        "POST /prod/expenses HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
      400,
    ],
    [
      "a length below 0",
      () => "POST /prod/expenses HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
      400,
    ],
    [
      "a length and chunks",
      () =>
        "POST /prod/expenses HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    [
      "headers of 20 kB",
      () => `GET /prod/expenses HTTP/1.1\r\nHost: localhost\r\nA: ${"a".repeat(20_000)}\r\n\r\n`,
      431,
    ],
    [
      "a target of 20 kB",
      () => `GET /prod/expenses?q=${"a".repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`,
      431,
    ],
    [
      "a bad chunk",
      (token) =>
        `POST /prod/expenses HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${token}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      400,
    ],
  ];
  for (const [what, make, status] of malformed) {
    it(`is refused: ${what}`, async () => {
      expect(await sendRaw(cloud(), Buffer.from(make(user.idToken)))).to.deep.equal([invalid(status)]);
    });
  }

  it("keeps a question mark in a value", async () => {
    const { body } = await user.api("GET", "/expenses?q=what?&month=2026-01");
    expect(body).to.have.deep.property("expenses", []);
    expect((await user.api("GET", "/expenses?limit=1?")).status).to.equal(400);
  });
});
