import { setImmediate as nextTurn } from "node:timers/promises";
import { expect } from "chai";
import fc from "fast-check";
import { LogGroups } from "../../../../local/engine/logGroups";
import { apiGateway } from "../../../../local/services/apigateway";
import { TokenBucket } from "../../../../local/services/apigateway/throttle";
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
  paths: { "/things": { get: PROXY, post: PROXY } },
  "x-amazon-apigateway-gateway-responses": {
    DEFAULT_4XX: {
      responseParameters: { "gatewayresponse.header.Access-Control-Allow-Origin": "'http://page'" },
    },
  },
};

const ACCESS_LOG = {
  destinationArn: "arn:aws:logs:us-east-1:000000000000:log-group:/access",
  format:
    '{"path":"$context.resourcePath","status":"$context.status","user":"$context.authorizer.claims.sub"}',
};

describe("throttling of a stage", () => {
  let now = 0;
  let cloud: Harness<ReturnType<typeof apiGateway>>;
  let url: string;
  let stage: { restApi: string; stageName: string; accessLogSettings: object };
  let logGroups: LogGroups;

  beforeEach(async () => {
    cloud = await start(
      (context) => {
        logGroups = new LogGroups(context.dataDir, (problem) => expect.fail(problem));
        return apiGateway(context, {
          trust: { host: "127.0.0.1", sites: new Set() },
          logGroups,
          ports: context.document("ports", {}),
          jwks: () => ({ keys: [] }),
          mayInvoke: () => true,
          report: (problem) => expect.fail(problem),
          now: () => now,
        });
      },
      { invoke: () => ({ statusCode: 200, payload: JSON.stringify({ statusCode: 200 }) }) },
    );
    await closingOnFailure(cloud, async () => {
      const { id } = await cloud.make("aws:apigateway/restApi:RestApi", "api", {
        body: JSON.stringify(BODY),
      });
      stage = { restApi: String(id), stageName: "v1", accessLogSettings: ACCESS_LOG };
      const { state } = await cloud.make("aws:apigateway/stage:Stage", "v1", stage);
      url = `${state.invokeUrl}/things`;
    });
  });
  afterEach(() => cloud.close());

  const limit = (settings: object, methodPath = "*/*") =>
    cloud.make("aws:apigateway/methodSettings:MethodSettings", "v1", { ...stage, methodPath, settings });
  const statuses = async (count: number, method = "GET") => {
    const answers = [];
    for (let number = 0; number < count; number += 1) answers.push((await fetch(url, { method })).status);
    return answers;
  };

  it("lets a burst pass, then as many as come back in time, and tells the rest in the API's form", async () => {
    await limit({ throttlingRateLimit: 2, throttlingBurstLimit: 3 });
    expect(await statuses(4)).to.deep.equal([200, 200, 200, 429]);
    const refused = await fetch(url);
    expect([refused.status, await refused.json()]).to.deep.equal([429, { message: "Too Many Requests" }]);
    expect(refused.headers.get("access-control-allow-origin")).to.equal("http://page");
    now += 499;
    expect(await statuses(1)).to.deep.equal([429]);
    now += 1;
    expect(await statuses(2)).to.deep.equal([200, 429]);
    now += 60_000;
    expect(await statuses(4)).to.deep.equal([200, 200, 200, 429]);
  });

  it("counts each method by itself", async () => {
    await limit({ throttlingRateLimit: 1, throttlingBurstLimit: 1 });
    expect(await statuses(2)).to.deep.equal([200, 429]);
    expect(await statuses(2, "POST")).to.deep.equal([200, 429]);
  });

  it("appears in the access log", async () => {
    await limit({ throttlingRateLimit: 1, throttlingBurstLimit: 1 });
    await statuses(2);
    const log = logGroups.open("/access", "access");
    // A line is written once its response is closed, which the client does not see.
    while (log.count < 2) await nextTurn();
    const line = (status: number) => `{"path":"/things","status":"${status}","user":"-"}`;
    expect(log.lines).to.deep.equal([line(200), line(429)]);
  });

  it("is off until limits are set", async () => {
    await limit({ loggingLevel: "ERROR" });
    expect(new Set(await statuses(20))).to.deep.equal(new Set([200]));
  });

  it("is not there for single methods, which is said", async () => {
    const error = await limit({ throttlingRateLimit: 1, throttlingBurstLimit: 1 }, "things/GET").catch(
      ({ message }) => message,
    );
    expect(error).to.equal("the local API Gateway supports settings of `*/*` only.");
  });

  it("never admits more in any stretch of time than burst and rate allow", () => {
    const limits = fc.record({
      rateLimit: fc.integer({ min: 1, max: 100 }),
      burstLimit: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(limits, fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 }), (limit, waits) => {
        let time = 0;
        const bucket = new TokenBucket(limit, () => time);
        const admitted: number[] = [];
        for (const wait of waits) {
          time += wait;
          if (bucket.take()) admitted.push(time);
        }
        for (const [first, from] of admitted.entries()) {
          for (const [last, to] of admitted.entries()) {
            if (last < first) continue;
            const most = limit.burstLimit + ((to - from) / 1000) * limit.rateLimit;
            expect(last - first + 1).to.be.at.most(Math.floor(most + 1e-6));
          }
        }
      }),
    );
  });
});
