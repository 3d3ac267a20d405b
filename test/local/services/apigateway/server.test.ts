import { request as httpRequest } from "node:http";
import { mock } from "node:test";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { expect } from "chai";
import { type Fixture, startFixture } from "../../fixture";

describe("local API Gateway", () => {
  let cloud: Fixture;
  let api: string;
  before(async () => {
    cloud = await startFixture();
    api = cloud.output("apiUrl");
  });
  after(() => cloud.stop());

  async function call(
    path: string,
    init?: RequestInit,
  ): Promise<{ status: number; headers: Headers; body: unknown }> {
    const response = await fetch(`${api}${path}`, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? undefined : JSON.parse(text),
    };
  }

  /** The event that the function got. */
  async function eventOf(path: string, init?: RequestInit): Promise<APIGatewayProxyEvent> {
    const { status, body } = await call(path, init);
    expect(status, JSON.stringify(body)).to.equal(200);
    return body as APIGatewayProxyEvent;
  }

  function post(
    path: string,
    body: string,
    headers: Record<string, string> = { "Content-Type": "application/json" },
  ) {
    return call(path, { method: "POST", body, headers });
  }

  /** Request that sets the response of the function. */
  function answering(answer: unknown): RequestInit {
    return { headers: { "X-Answer": JSON.stringify(answer) } };
  }

  describe("events", () => {
    it("hands over method, path, headers and query as AWS does", async () => {
      const event = await eventOf("/things?month=1&tag=a&tag=b%20c&empty=", {
        headers: { "X-Odd-Case": "x" },
      });
      expect(event).to.deep.include({
        resource: "/things",
        path: "/things",
        httpMethod: "GET",
        queryStringParameters: { month: "1", tag: "b c", empty: "" },
        multiValueQueryStringParameters: { month: ["1"], tag: ["a", "b c"], empty: [""] },
        pathParameters: null,
        stageVariables: null,
        body: null,
        isBase64Encoded: false,
      });
      expect(event.headers).to.include({ "X-Odd-Case": "x", "X-Forwarded-For": "127.0.0.1" });
      expect(event.multiValueHeaders).to.deep.include({ "X-Odd-Case": ["x"] });
      expect(event.requestContext).to.deep.include({
        resourcePath: "/things",
        path: "/v1/things",
        stage: "v1",
        httpMethod: "GET",
        accountId: "000000000000",
      });
      expect(event.requestContext.requestTime).to.match(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
      expect(event.requestContext.authorizer).to.equal(undefined);
    });

    it("decodes path parameters, and prefers fixed segments to them", async () => {
      expect((await eventOf("/things/a%20b%2Fc")).pathParameters).to.deep.equal({ id: "a b/c" });
      expect(await eventOf("/things/special")).to.deep.include({
        resource: "/things/special",
        pathParameters: null,
      });
      expect((await eventOf(`/things/${"x".repeat(2000)}`)).pathParameters?.id).to.have.length(2000);
    });
  });

  describe("answers", () => {
    it("sends status, headers and body, with JSON as the type unless it says another", async () => {
      const { status, headers, body } = await call(
        "/things/1",
        answering({
          statusCode: 201,
          headers: { ETag: '"1"', "WWW-Authenticate": "none" },
          body: '{"made":true}',
        }),
      );
      expect({ status, body }).to.deep.equal({ status: 201, body: { made: true } });
      expect(headers.get("etag")).to.equal('"1"');
      expect(headers.get("content-type")).to.equal("application/json");
      expect(headers.get("www-authenticate")).to.equal(null);
      expect(headers.get("x-amzn-remapped-www-authenticate")).to.equal("none");
    });

    const malformed: [string, unknown][] = [
      ["no status", { body: "x" }],
      ["a body that is no text", { statusCode: 200, body: { an: "object" } }],
      ["a header that HTTP does not allow", { statusCode: 200, headers: { "X-Bad": "a\nb" } }],
      ["no object", "text"],
    ];
    for (const [what, answer] of malformed) {
      it(`calls an answer with ${what} malformed`, async () => {
        const { status, body } = await call("/things/1", answering(answer));
        expect({ status, body }).to.deep.equal({ status: 502, body: { message: "Internal server error" } });
      });
    }

    it("answers 502 when the function fails, 504 when it exceeds the integration's timeout", async () => {
      const failed = await post("/failing", "{}");
      expect({ status: failed.status, body: failed.body }).to.deep.equal({
        status: 502,
        body: { message: "Internal server error" },
      });
      const called = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      cloud.lambda.beforeInvoke = () => {
        called.resolve();
        return released.promise;
      };
      mock.timers.enable({ apis: ["setTimeout"] });
      const answer = post("/slow", "{}");
      await called.promise;
      mock.timers.tick(29_000);
      const late = await answer.finally(() => mock.timers.reset());
      cloud.lambda.beforeInvoke = () => undefined;
      released.resolve();
      expect({ status: late.status, body: late.body }).to.deep.equal({
        status: 504,
        body: { message: "Endpoint request timed out" },
      });
    });
  });

  describe("validation", () => {
    it("demands required parameters", async () => {
      const { status, headers, body } = await call("/things");
      expect({ status, body }).to.deep.equal({
        status: 400,
        body: { message: "Missing required request parameters: [month]" },
      });
      expect(headers.get("access-control-allow-origin")).to.equal("http://page");
    });

    const refused: [string, string][] = [
      ["a missing property", "{}"],
      ["a wrong type", '{"amount":"1"}'],
      ["a wrong type in a referenced model", '{"amount":1,"part":{"name":2}}'],
      ["text that is not JSON", "{"],
      ["no body", ""],
    ];
    for (const [what, sent] of refused) {
      it(`refuses ${what} by the gateway response of the API`, async () => {
        const { status, body } = await post("/things", sent);
        expect({ status, body }).to.deep.equal({ status: 422, body: { message: "Not of the form" } });
      });
    }

    it("passes valid bodies, and bodies whose content type is not JSON", async () => {
      const event = (await post("/things", '{"amount":1}')).body as APIGatewayProxyEvent;
      expect(event.body).to.equal('{"amount":1}');
      const text = (await post("/things", "not checked", { "Content-Type": "text/plain" }))
        .body as APIGatewayProxyEvent;
      expect(text.body).to.equal("not checked");
    });

    it("refuses more than 10 MB", async () => {
      const { status, body } = await post("/things", "x".repeat(10 * 1024 * 1024 + 1));
      expect({ status, body }).to.deep.equal({
        status: 413,
        body: { message: "HTTP content length exceeded 10485760 bytes." },
      });
    });
  });

  describe("routes", () => {
    it("answers an unknown route by the gateway response", async () => {
      for (const [method, path] of [
        ["GET", "/nothing"],
        ["DELETE", "/things"],
        ["HEAD", "/things"],
      ]) {
        const { status, headers, body } = await call(String(path), { method });
        expect(status).to.equal(404);
        expect(headers.get("x-kind")).to.equal("route");
        expect(body).to.deep.equal(method === "HEAD" ? undefined : { message: "No such route" });
      }
    });

    it("answers a preflight without a function", async () => {
      const { status, headers, body } = await call("/things", { method: "OPTIONS" });
      expect({ status, body }).to.deep.equal({ status: 204, body: undefined });
      expect(headers.get("access-control-allow-origin")).to.equal("http://page");
    });

    const hostile: [string, number][] = [
      ["/v1/things/%", 400],
      ["/v1/things/%00", 400],
      ["/v1/things/1?a=%E0%A4", 400],
      ["/v2/things", 403],
      ["//v1/things", 403],
      ["/v1", 404],
      ["/v1/things/..%2F..%2Fsecret", 200],
    ];
    for (const [target, expected] of hostile) {
      it(`answers ${target} with ${expected}`, async () => {
        expect(await rawStatus(new URL(api), target)).to.equal(expected);
      });
    }

    it("fails where the function does not permit API Gateway to call it, and says so to the developer", async () => {
      const { status, body } = await call("/closed");
      expect({ status, body }).to.deep.equal({ status: 500, body: { message: "Internal server error" } });
      expect(cloud.problems).to.have.length(1);
      expect(cloud.problems[0]).to.match(
        /function:probe lacks an aws\.lambda\.Permission for apigateway\.amazonaws\.com from .*\/v1\/GET\/closed\.$/,
      );
    });
  });

  describe("authorizer", () => {
    async function token(kind: "IdToken" | "AccessToken"): Promise<string> {
      const response = await fetch(cloud.local.awsEndpointUrl, {
        method: "POST",
        headers: {
          "Content-Type": "application/x-amz-json-1.1",
          "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth",
        },
        body: JSON.stringify({
          AuthFlow: "USER_PASSWORD_AUTH",
          ClientId: cloud.output("clientId"),
          AuthParameters: { USERNAME: cloud.local.demoUser?.email, PASSWORD: cloud.local.demoUser?.password },
        }),
      });
      const { AuthenticationResult } = (await response.json()) as {
        AuthenticationResult: Record<string, string>;
      };
      return String(AuthenticationResult[kind]);
    }

    it("hands over the claims of an ID token, with or without Bearer", async () => {
      for (const prefix of ["", "Bearer "]) {
        const event = await eventOf("/mine", {
          headers: { Authorization: prefix + (await token("IdToken")) },
        });
        const { claims } = event.requestContext.authorizer as { claims: Record<string, string> };
        expect(claims).to.deep.include({
          email: "demo@example.com",
          email_verified: "true",
          token_use: "id",
        });
        expect(claims.exp).to.match(/^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d UTC \d{4}$/);
      }
    });

    it("refuses no token, a broken one, and an access token", async () => {
      const broken = `${(await token("IdToken")).slice(0, -4)}AAAA`;
      for (const Authorization of [undefined, "", "x", broken, await token("AccessToken")]) {
        const { status, headers, body } = await call(
          "/mine",
          Authorization === undefined ? {} : { headers: { Authorization } },
        );
        expect({ status, body }).to.deep.equal({ status: 401, body: { message: "Unauthorized" } });
        expect(headers.get("access-control-allow-origin")).to.equal("http://page");
      }
    });
  });
});

/** `fetch` would tidy the path. */
function rawStatus({ hostname, port }: URL, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode));
    });
    request.on("error", reject).end();
  });
}
