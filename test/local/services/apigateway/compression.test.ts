import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { brotliCompressSync, deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { expect } from "chai";
import { LogGroups } from "../../../../local/engine/logGroups";
import { apiGateway } from "../../../../local/services/apigateway";
import { closingOnFailure, type Harness, start } from "../../harness";

const PROXY = {
  responses: { 200: { description: "" } },
  "x-amazon-apigateway-integration": {
    type: "aws_proxy",
    httpMethod: "POST",
    uri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:f/invocations",
  },
};
const BODY = {
  openapi: "3.0.1",
  info: { title: "fixture", version: "1" },
  paths: { "/things": { post: PROXY } },
  "x-amazon-apigateway-minimum-compression-size": 100,
};
const MEGABYTE = 1024 * 1024;

describe("compression by a stage", () => {
  let cloud: Harness<ReturnType<typeof apiGateway>>;
  let url: string;
  let headers: Record<string, string>;

  before(async () => {
    cloud = await start(
      (context) =>
        apiGateway(context, {
          trust: { host: "127.0.0.1", sites: new Set() },
          logGroups: new LogGroups(context.dataDir, (problem) => expect.fail(problem)),
          ports: context.document("ports", {}),
          jwks: () => ({ keys: [] }),
          mayInvoke: () => true,
          report: (problem) => expect.fail(problem),
        }),
      {
        // Echoes what it receives.
        invoke: (_arn: string, event: unknown) => {
          const { body } = event as APIGatewayProxyEvent;
          return { statusCode: 200, payload: JSON.stringify({ statusCode: 200, headers, body }) };
        },
      },
    );
    await closingOnFailure(cloud, async () => {
      const { id } = await cloud.make("aws:apigateway/restApi:RestApi", "api", {
        body: JSON.stringify(BODY),
      });
      const { state } = await cloud.make("aws:apigateway/stage:Stage", "stage", {
        ...{ restApi: id, stageName: "v1" },
      });
      url = `${state.invokeUrl}/things`;
    });
  });
  after(() => cloud.close());
  beforeEach(() => {
    headers = { ETag: '"1"', "Content-Type": "text/csv" };
  });

  /** Without what `fetch` adds and decodes. */
  async function post(body: string | Buffer, sent: Record<string, string>) {
    const call = request(url, { method: "POST", headers: sent }).end(body);
    const [response] = (await once(call, "response")) as [IncomingMessage];
    const { "content-encoding": coding, etag, "content-type": type } = response.headers;
    return { status: response.statusCode, coding, etag, type, bytes: await buffer(response) };
  }

  const long = "ä".repeat(50);

  it("compresses what is long enough for a client that accepts it, and nothing else of the answer", async () => {
    const { bytes, ...others } = await post(long, { "Accept-Encoding": "br, gzip;q=0.8, deflate" });
    expect(others).to.deep.equal({ status: 200, coding: "gzip", etag: '"1"', type: "text/csv" });
    expect(gunzipSync(bytes).toString()).to.equal(long);
    const deflated = await post(long, { "Accept-Encoding": "DEFLATE" });
    expect(deflated.coding).to.equal("deflate");
    expect(inflateSync(deflated.bytes).toString()).to.equal(long);
  });

  const plain: [string, string, Record<string, string>][] = [
    ["a shorter body", "x".repeat(99), { "Accept-Encoding": "gzip" }],
    ["a client that says nothing", long, {}],
    ["a client that refuses it", long, { "Accept-Encoding": "gzip;q=0, br" }],
    ["a client that accepts other codings", long, { "Accept-Encoding": "br, identity" }],
  ];
  for (const [what, body, sent] of plain) {
    it(`sends ${what} as it is`, async () => {
      const { coding, bytes } = await post(body, sent);
      expect({ coding, text: bytes.toString() }).to.deep.equal({ coding: undefined, text: body });
    });
  }

  it("leaves what its function has coded", async () => {
    headers = { "Content-Encoding": "aws-chunked" };
    const { coding, bytes } = await post(long, { "Accept-Encoding": "gzip" });
    expect({ coding, text: bytes.toString() }).to.deep.equal({ coding: "aws-chunked", text: long });
  });

  it("decompresses requests, of which a function sees no more than of plain ones", async () => {
    for (const [coding, compress] of Object.entries({ gzip: gzipSync, deflate: deflateSync })) {
      const { bytes } = await post(compress(long), { "Content-Encoding": coding });
      expect(bytes.toString()).to.equal(long);
    }
    const refusals = [
      await post(gzipSync("x".repeat(10 * MEGABYTE + 1)), { "Content-Encoding": "gzip" }),
      await post("no gzip", { "Content-Encoding": "gzip" }),
      await post(brotliCompressSync(long), { "Content-Encoding": "br" }),
    ];
    expect(refusals.map(({ status }) => status)).to.deep.equal([413, 400, 415]);
  });
});
