import { expect } from "chai";
import { CONFIGURATIONS, CUSTOM, EVERYTHING, LEAST, WEBSITE } from "../helpers/configurations";
import { evaluateProgram, type Graph, programGraph } from "../helpers/graph";
import { openApiProblems } from "../helpers/openApiParsers";
import { problem } from "../helpers/problem";
import { routes } from "../helpers/routes";

const STAGE = "aws:apigateway/stage:Stage";

interface Body {
  paths: Record<string, Record<string, Record<string, unknown>>>;
  [key: string]: unknown;
}

describe("the API of the graph", function () {
  this.timeout(120_000);
  let graph: Graph;
  let body: Body;
  before(async () => {
    graph = await programGraph(WEBSITE);
    body = JSON.parse(String(graph.inputs("aws:apigateway/restApi:RestApi", "expenses").body));
  });

  it("is regional and refuses a body that API Gateway would only warn of", () => {
    const { body: _body, ...others } = graph.inputs("aws:apigateway/restApi:RestApi", "expenses");
    expect(others).to.deep.equal({ failOnWarnings: true, endpointConfiguration: { types: "REGIONAL" } });
  });

  it("compresses answers from 1 KB on", () => {
    expect(body).to.include({ "x-amazon-apigateway-minimum-compression-size": 1024 });
  });

  for (const [name, settings] of Object.entries(CONFIGURATIONS)) {
    it(`has a body that two OpenAPI parsers take, with ${name}`, async () => {
      const configured = await programGraph(settings);
      const uploaded = JSON.parse(
        String(configured.inputs("aws:apigateway/restApi:RestApi", "expenses").body),
      );
      expect(await openApiProblems(uploaded)).to.deep.equal([]);
    });
  }

  for (const { method, path, handler } of routes) {
    const isPublic = [
      "POST /signup",
      "POST /passwordReset",
      "POST /secondFactorReset",
      "GET /calendar.ics",
    ].includes(`${method} ${path}`);
    it(`${method} ${path} calls ${handler} for ${isPublic ? "anybody" : "signed-in users only"}`, () => {
      expect(body.paths[path]?.[method.toLowerCase()]).to.deep.include({
        security: isPublic ? [] : [{ userPool: [] }],
        "x-amazon-apigateway-integration": {
          type: "aws_proxy",
          httpMethod: "POST",
          uri: `invoke:${handler}`,
        },
      });
    });
  }

  it("has no route besides", () => {
    const declared = routes.map(({ method, path }) => `${method.toLowerCase()} ${path}`);
    const deployed = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods)
        .filter((method) => method !== "options")
        .map((method) => `${method} ${path}`),
    );
    expect(deployed).to.have.members(declared);
  });

  it("authorizes with its own user pool", () => {
    expect(body.components)
      .to.have.property("securitySchemes")
      .that.deep.equals({
        userPool: {
          type: "apiKey",
          name: "Authorization",
          in: "header",
          "x-amazon-apigateway-authtype": "cognito_user_pools",
          "x-amazon-apigateway-authorizer": {
            type: "cognito_user_pools",
            providerARNs: ["arn:aws:cognito:eu-central-1:123456789012:userPool/users"],
          },
        },
      });
  });

  it("answers preflights on every path, to the site's origin alone, without a function", () => {
    for (const [path, { options, ...methods }] of Object.entries(body.paths)) {
      expect(options?.security, path).to.deep.equal([]);
      expect(options?.["x-amazon-apigateway-integration"], path).to.deep.equal({
        type: "mock",
        requestTemplates: { "application/json": '{"statusCode": 204}' },
        responses: {
          default: {
            statusCode: "204",
            responseParameters: {
              "method.response.header.Access-Control-Allow-Origin": "'http://site.website.test'",
              "method.response.header.Access-Control-Allow-Methods": `'${[...Object.keys(methods), "options"].join(",").toUpperCase()}'`,
              "method.response.header.Access-Control-Allow-Headers":
                "'Authorization,Content-Type,Idempotency-Key,If-Match,Ledger-Id'",
              "method.response.header.Access-Control-Max-Age": "'86400'",
            },
          },
        },
      });
    }
  });

  it("lets the site read the gateway's own refusals, an unknown route being 404", () => {
    const responses = Object(body["x-amazon-apigateway-gateway-responses"]);
    expect(responses).to.include.keys("DEFAULT_4XX", "DEFAULT_5XX", "UNAUTHORIZED", "THROTTLED");
    expect(responses.MISSING_AUTHENTICATION_TOKEN.statusCode).to.equal(404);
    for (const [name, response] of Object.entries<Body>(responses)) {
      expect(response.responseParameters, name).to.include({
        "gatewayresponse.header.Access-Control-Allow-Origin": "'http://site.website.test'",
      });
      const template = Object(response.responseTemplates)["application/json"];
      const { code, ...others } = JSON.parse(template);
      expect({ code, ...others }, name).to.deep.equal(problem(code));
    }
  });

  it("may call exactly the functions of its routes", () => {
    const permissions = graph
      .ofType("aws:lambda/permission:Permission")
      .map(({ inputs }) => inputs)
      .filter(({ principal }) => principal === "apigateway.amazonaws.com");
    expect(permissions).to.have.deep.members(
      routes.map(({ method, path, handler }) => ({
        action: "lambda:InvokeFunction",
        function: handler,
        principal: "apigateway.amazonaws.com",
        sourceArn: `execute:expenses/prod/${method}${path.replace(/\{\w+\}/g, "*")}`,
      })),
    );
  });

  it("logs, traces and throttles its stage", () => {
    const { accessLogSettings, ...others } = graph.inputs(STAGE, "expenses");
    expect(others).to.deep.equal({
      restApi: "expenses",
      deployment: "expenses",
      stageName: "prod",
      xrayTracingEnabled: true,
    });
    expect(Object(accessLogSettings).destinationArn).to.equal(
      "arn:aws:logs:eu-central-1:123456789012:log-group:/expenses/test/api-access",
    );
    expect(graph.inputs("aws:apigateway/methodSettings:MethodSettings", "expenses")).to.deep.equal({
      restApi: "expenses",
      stageName: "prod",
      methodPath: "*/*",
      settings: {
        loggingLevel: "ERROR",
        dataTraceEnabled: false,
        metricsEnabled: false,
        throttlingRateLimit: 50,
        throttlingBurstLimit: 100,
      },
    });
    expect(graph.inputs("aws:cloudwatch/logGroup:LogGroup", "expenses-execution")).to.deep.equal({
      name: "API-Gateway-Execution-Logs_expenses/prod",
      retentionInDays: 30,
    });
  });

  it("has a firewall on request, which counts by address alone, at half the rate of the stage", async () => {
    const acl = "aws:wafv2/webAcl:WebAcl";
    expect(graph.ofType(acl)).to.deep.equal([]);
    for (const [settings, limit] of [
      [EVERYTHING, 1500],
      [CUSTOM, 30],
    ] as const) {
      const guarded = await programGraph(settings);
      const [{ inputs } = { inputs: {} as Record<string, unknown> }] = guarded.ofType(acl);
      const statements = (inputs.rules as { statement: Record<string, unknown> }[]).map(
        ({ statement }) => statement,
      );
      expect(statements.flatMap(({ rateBasedStatement }) => rateBasedStatement ?? [])).to.deep.equal([
        { limit, evaluationWindowSec: 60, aggregateKeyType: "IP" },
      ]);
    }
  });

  it("logs what the firewall blocks without tokens, and without the secret in the address of a calendar feed", async () => {
    const guarded = await programGraph(EVERYTHING);
    const log = guarded.inputs("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "firewall");
    expect(log.redactedFields).to.deep.equal([
      { singleHeader: { name: "authorization" } },
      { queryString: {} },
    ]);
  });

  it("sets the account's log role first, unless there is one", async () => {
    const account = "aws:apigateway/account:Account";
    expect(graph.dependencies(STAGE, "expenses")).to.include(`${account} expenses`);
    const existing = await programGraph(LEAST);
    expect(existing.ofType(account)).to.deep.equal([]);
  });

  it("leaves the account's log role when the stack is deleted", async () => {
    const account = "aws:apigateway/account:Account";
    const kept = graph.registrations.filter(({ retainOnDelete }) => retainOnDelete);
    expect(kept.map(({ type, name }) => `${type} ${name}`)).to.deep.equal([
      "aws:iam/role:Role expenses-logs",
      "aws:iam/rolePolicy:RolePolicy expenses-logs",
      `${account} expenses`,
    ]);
    expect(graph.inputs(account, "expenses")).to.deep.equal({
      cloudwatchRoleArn: "arn:aws:iam::123456789012:role/expenses-logs",
    });
  });

  for (const [kept, there] of [
    ["arn:aws:iam::123456789012:role/path/of.another-stack", ["of.another-stack"]],
    // A role that is gone.
    ["arn:aws:iam::123456789012:role/expenses-logs", []],
  ] as const) {
    it(`sets the account's log role to ${kept} if of its roles ${there.length} is there`, async () => {
      const cloudwatchRoleArn = "arn:aws:iam::123456789012:role/path/of.another-stack";
      const roles = ({ nameRegex }: Record<string, unknown>) => ({
        arns: there.filter((name) => new RegExp(String(nameRegex)).test(name)).map(() => cloudwatchRoleArn),
        names: there,
      });
      const account = "aws:apigateway/account:Account";
      const second = await evaluateProgram(
        {},
        {
          services: [
            {
              scopes: [],
              resources: { [account]: ({ inputs }) => ({ id: "", state: { cloudwatchRoleArn, ...inputs } }) },
              functions: { "aws:iam/getRoles:getRoles": roles },
            },
          ],
        },
      );
      expect(second.inputs(account, "expenses")).to.deep.equal({ cloudwatchRoleArn: kept });
    });
  }

  it("is redeployed when its body changes", async () => {
    const hashOf = (of: Graph) => of.inputs("aws:apigateway/deployment:Deployment", "expenses").triggers;
    const byDefault = await programGraph();
    expect(hashOf(await programGraph({ ...LEAST, receipts: "true" }))).to.deep.equal(hashOf(byDefault));
    expect(hashOf(graph)).not.to.deep.equal(hashOf(byDefault));
  });
});
