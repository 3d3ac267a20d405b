import { createHash } from "node:crypto";
import { escapeUri } from "@smithy/core/protocols";
import { expect } from "chai";
import fc from "fast-check";
import { failRequestOf } from "../../../local/engine/containment";
import { scopeOf } from "../../../local/engine/endpoint";
import { type Call, useEndpoint } from "./endpointFixture";

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
    const { call, send, signer, unsigned, problems } = useEndpoint();

    it("hands the whole body to the service", async () => {
      expect(await call({ body: "whole" })).to.deep.include({ status: 200, body: "whole" });
    });

    it("accepts the signature of every address that a client can write", () =>
      fc.assert(
        fc.asyncProperty(
          fc.constantFrom("sns", "s3"),
          fc.array(fc.string({ minLength: 1 }).filter((part) => !/^\.+$/.test(part))),
          fc.dictionary(
            fc.string({ minLength: 1 }).filter((name) => !/^x-amz-signature$/i.test(name)),
            fc.oneof(fc.string(), fc.array(fc.string(), { minLength: 2 })),
          ),
          fc.string(),
          async (service, parts, query, body) => {
            const path = `/${parts.map(escapeUri).join("/")}`;
            expect((await call({ service, path, query, body })).status).to.equal(200);
          },
        ),
      ));

    const presigned = (options: Call, expiresIn: number, signingDate = new Date()) =>
      signer(options.service ?? "s3", options.keys).presign(unsigned(options), { expiresIn, signingDate });

    it("accepts a presigned URL until it expires", async () => {
      const get: Call = { method: "GET", path: "/bucket/a%20key" };
      expect((await send(await presigned(get, 60))).status).to.equal(200);
      const late = await send(await presigned(get, 60, new Date(Date.now() - 61_000)));
      expect(late.status).to.equal(403);
      expect(late.body).to.match(/<Error><Code>AccessDenied<\/Code><Message>Request has expired<\/Message>/);
    });

    it("verifies a presigned URL", async () => {
      const signed = await presigned({ method: "GET", path: "/bucket/key" }, 60);
      const other = await send({ ...signed, path: "/bucket/other" });
      expect(other.status).to.equal(403);
      expect(other.body).to.contain("<Code>SignatureDoesNotMatch</Code>");
    });

    it("accepts a presigned URL for its own service only", async () => {
      const signed = await presigned({ method: "POST", path: "/" }, 60);
      const headers = { ...signed.headers, "x-amz-target": "AWSStepFunctions.StartExecution" };
      const { status, headers: answered } = await send({ ...signed, headers });
      expect({ status, code: answered["x-amzn-errortype"] }).to.deep.equal({
        status: 403,
        code: "InvalidSignatureException",
      });
    });

    it("lets the signature of a presigned URL expire in a header, too", async () => {
      const signed = await presigned({ method: "GET", path: "/key" }, 60, new Date(Date.now() - 61_000));
      const { "X-Amz-Signature": proof, ...query } = signed.query ?? {};
      const authorization = `AWS4-HMAC-SHA256 Credential=${query["X-Amz-Credential"]}, SignedHeaders=host, Signature=${proof}`;
      const headers = { ...signed.headers, authorization, "x-amz-date": String(query["X-Amz-Date"]) };
      const { status, body } = await send({ ...signed, query, headers });
      expect(status).to.equal(403);
      expect(body).to.contain("<Message>Request has expired</Message>");
    });

    const REFUSED: [what: string, options: Call, code: string][] = [
      [
        "another key",
        { keys: { accessKeyId: "other", secretAccessKey: "test" } },
        "UnrecognizedClientException",
      ],
      [
        "another secret",
        { keys: { accessKeyId: "test", secretAccessKey: "other" } },
        "InvalidSignatureException",
      ],
      [
        "another body",
        { body: "mine", tamper: (sent) => Object.assign(sent, { body: "ours" }) },
        "InvalidSignatureException",
      ],
      [
        "another body with its hash",
        {
          body: "mine",
          tamper: (sent) => {
            sent.body = "ours";
            sent.headers["x-amz-content-sha256"] = createHash("sha256").update("ours").digest("hex");
          },
        },
        "InvalidSignatureException",
      ],
      [
        "another path",
        { tamper: (sent) => Object.assign(sent, { path: "/other" }) },
        "InvalidSignatureException",
      ],
      [
        "another header",
        {
          headers: { "x-amz-target": "X.Allowed" },
          tamper: ({ headers }) => Object.assign(headers, { "x-amz-target": "X.Forbidden" }),
        },
        "InvalidSignatureException",
      ],
      [
        "no signature",
        {
          headers: { "x-amz-target": "AWSStepFunctions.X" },
          tamper: ({ headers }) => delete headers.authorization,
        },
        "MissingAuthenticationTokenException",
      ],
      [
        "the signature of a former protocol",
        {
          headers: { "x-amz-target": "AWSStepFunctions.X" },
          tamper: ({ headers }) => Object.assign(headers, { authorization: "AWS test:bm90aGluZw==" }),
        },
        "IncompleteSignatureException",
      ],
    ];
    for (const [what, options, code] of REFUSED) {
      it(`refuses a request with ${what}`, async () => {
        const { status, headers } = await call({ service: "states", ...options });
        // The scope of a request without a signature's is found by its target, or it is S3's.
        const found = headers["x-amzn-errortype"] ?? "";
        expect({ status, code: found }).to.deep.equal({ status: 403, code });
      });
    }

    it("refuses an invalid signature of a public operation", async () => {
      const headers = { "x-amz-target": "AWSCognitoIdentityProviderService.SignUp" };
      expect((await send(unsigned({ headers }))).status).to.equal(200);
      const forged = { ...headers, authorization: signature("cognito-idp") };
      expect((await send(unsigned({ headers: forged }))).status).to.equal(403);
    });

    const SHAPES: [service: string, headers: Record<string, string>, body: RegExp][] = [
      [
        "sagemaker",
        {},
        /^\{"__type":"UnknownService","message":"The local cloud does not have .*\\"sagemaker\\"\."\}$/,
      ],
      ["route53", {}, /<ErrorResponse><Error><Type>Sender<\/Type><Code>UnknownService<\/Code>/],
      [
        "iam",
        { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
        /<ErrorResponse><Error><Type>Sender<\/Type><Code>UnknownService<\/Code>/,
      ],
      [
        "ec2",
        { "content-type": "application/x-www-form-urlencoded" },
        /<Response><Errors><Error><Code>UnknownService<\/Code>/,
      ],
    ];
    for (const [service, headers, body] of SHAPES) {
      it(`names ${service}, which the local cloud does not have, in its protocol`, async () => {
        const answer = await call({ service, headers });
        expect(answer.status).to.equal(400);
        expect(answer.body).to.match(body);
      });
    }

    it("reports errors of a service and continues", async () => {
      const { status, headers } = await call({ service: "states", body: "fail" });
      expect({ status, type: headers["x-amzn-errortype"] }).to.deep.equal({
        status: 500,
        type: "InternalFailure",
      });
      expect(problems.splice(0)).to.deep.equal(["states POST / failed: It failed."]);
      expect((await call({ body: "next" })).body).to.equal("next");
    });

    it("fails the request whose callback throws in an engine, and continues", async () => {
      const listeners = process.listeners("uncaughtException");
      process.removeAllListeners("uncaughtException");
      process.once("uncaughtException", failRequestOf);
      try {
        const answer = await call({ service: "states", body: "throw later" });
        expect(answer.status).to.equal(500);
        expect(JSON.parse(answer.body)).to.deep.equal({ __type: "InternalFailure", message: "It threw." });
        expect(problems.splice(0)).to.deep.equal(["states POST / failed: It threw."]);
        expect((await call({ body: "next" })).body).to.equal("next");
      } finally {
        for (const listener of listeners) process.on("uncaughtException", listener);
      }
    });

    it("refuses more than 16 MB", async () => {
      expect((await call({ body: "x".repeat(16 * 1024 * 1024 + 1) })).status).to.equal(413);
    });
  });
});
