import { createServer } from "node:http";
import { expect } from "chai";
import { createEndpoint, scopeOf } from "../../../local/engine/endpoint";
import { listen, listenAgain, stopListening } from "../../../local/engine/listen";
import type { Service } from "../../../local/engine/service";

describe("local AWS endpoint", () => {
  const signature = (scope: string) =>
    `AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-central-1/${scope}/aws4_request, SignedHeaders=host, Signature=0`;

  const requests: [string, Record<string, string>, string, string][] = [
    ["a signature", { authorization: signature("sns") }, "/", "sns"],
    [
      "a signature rather than a target",
      { authorization: signature("dynamodb"), "x-amz-target": "AmazonSQS.SendMessage" },
      "/",
      "dynamodb",
    ],
    [
      "the target of an unsigned call",
      { "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth" },
      "/",
      "cognito-idp",
    ],
    [
      "a presigned query",
      {},
      "/x?X-Amz-Credential=AKID%2F20260101%2Feu-central-1%2Fsqs%2Faws4_request",
      "sqs",
    ],
    ["the link in a mail", {}, "/?Action=ConfirmSubscription&Token=1", "sns"],
    ["nothing else", {}, "/bucket/key", "s3"],
  ];
  for (const [what, headers, path, scope] of requests) {
    it(`finds ${scope} by ${what}`, () => {
      expect(scopeOf({ headers }, new URL(path, "http://local"))).to.equal(scope);
    });
  }

  describe("answers", () => {
    const problems: string[] = [];
    const services: Service[] = [
      {
        scopes: ["sns"],
        resources: {},
        async handle({ body }, response) {
          if (body.toString() === "fail") throw new Error("It failed.");
          response.end(body);
        },
      },
    ];
    const server = createEndpoint(services, (problem) => problems.push(problem));
    let url: string;
    before(async () => {
      url = `http://127.0.0.1:${await listen(server, 0)}`;
    });
    after(() => stopListening(server));

    async function call(scope: string, init: RequestInit = {}) {
      const headers = { Authorization: signature(scope), ...init.headers };
      const response = await fetch(url, { method: "POST", ...init, headers });
      return { status: response.status, headers: response.headers, text: await response.text() };
    }

    it("hands the whole body to the service", async () => {
      expect(await call("sns", { body: "whole" })).to.deep.include({ status: 200, text: "whole" });
    });

    it("names a service that the local cloud does not have", async () => {
      const { status, text } = await call("sagemaker");
      expect({ status, body: JSON.parse(text) }).to.deep.equal({
        status: 400,
        body: {
          __type: "UnknownService",
          message: 'The local cloud does not have the AWS service "sagemaker".',
        },
      });
    });

    it("reports errors of a service and continues", async () => {
      const { status, headers } = await call("sns", { body: "fail" });
      expect({ status, type: headers.get("x-amzn-errortype") }).to.deep.equal({
        status: 500,
        type: "InternalFailure",
      });
      expect(problems).to.deep.equal(["POST /: It failed."]);
      expect((await call("sns", { body: "next" })).text).to.equal("next");
    });

    it("refuses more than 16 MB", async () => {
      expect((await call("sns", { body: "x".repeat(16 * 1024 * 1024 + 1) })).status).to.equal(413);
    });

    it("lets every page call Cognito, as Cognito does", async () => {
      const response = await fetch(url, {
        method: "OPTIONS",
        headers: { Origin: "http://page", "Access-Control-Request-Headers": "content-type,x-amz-target" },
      });
      expect(response.status).to.equal(200);
      expect(response.headers.get("access-control-allow-origin")).to.equal("*");
      expect(response.headers.get("access-control-allow-headers")).to.equal("content-type,x-amz-target");
    });
  });
});

describe("local ports", () => {
  it("are those of the last run when they are free, else any", async () => {
    const value: Record<string, number> = {};
    const ports = { value, update: async (change: (all: typeof value) => void) => change(value) };
    const [first, second, third] = [createServer(), createServer(), createServer()];
    const port = await listenAgain(first, "it", ports);
    expect(await listenAgain(second, "it", ports)).to.not.equal(port);
    await stopListening(first);
    value.it = port;
    expect(await listenAgain(third, "it", ports)).to.equal(port);
    await Promise.all([second, third].map(stopListening));
  });
});
