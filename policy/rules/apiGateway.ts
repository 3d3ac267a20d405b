import { change, plus, set, without } from "../mutations";
import { at, document, isRecord, list, ofType, type PolicyResource, type Rule } from "../rule";

const REST_API = "aws:apigateway/restApi:RestApi";
const STAGE = "aws:apigateway/stage:Stage";
const SETTINGS = "aws:apigateway/methodSettings:MethodSettings";
const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
const WEB_ACL_LOG = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
/**
 * The routes for users who cannot sign in yet, and the one whose address contains a secret, since calendar programs
 * cannot sign in.
 */
const PUBLIC = ["POST /signup", "POST /passwordReset", "POST /secondFactorReset", "GET /calendar.ics"];
const METHODS = ["get", "put", "post", "delete", "patch", "head", "options"];

export const apiGatewayRules: readonly Rule[] = [
  {
    name: "api-access-log",
    controls: ["AwsSolutions-APIG1", "Serverless-APIGWAccessLogging", "CKV_AWS_76"],
    meaning: "Stages write an access log entry for every request.",
    types: [STAGE],
    check: ({ accessLogSettings }) =>
      at(accessLogSettings, "destinationArn") ? undefined : "has no access log",
    breakIt: set(STAGE, { accessLogSettings: undefined }),
  },
  {
    name: "api-access-log-structured",
    controls: ["Serverless-APIGWStructuredLogging"],
    meaning: "Access log entries are JSON and include the request ID.",
    types: [STAGE],
    check: ({ accessLogSettings }) =>
      isJsonWithRequestId(at(accessLogSettings, "format"))
        ? undefined
        : "logs lines that are not JSON with requestId",
    breakIt: set(STAGE, { accessLogSettings: { format: "$context.requestId $context.status" } }),
  },
  {
    name: "api-execution-log",
    controls: ["AwsSolutions-APIG6", "APIGateway.1", "CKV2_AWS_4"],
    meaning: "Execution logging is on for every method, at level ERROR or INFO.",
    checkStack: (resources) =>
      ofType(resources, STAGE).flatMap((stage) => {
        const levels = settingsOf(stage, resources).map((props) => at(props, "settings.loggingLevel"));
        const logs = levels.some((level) => level === "ERROR" || level === "INFO");
        return logs ? [] : [{ resource: stage, problem: "has no execution log" }];
      }),
    breakIt: set(SETTINGS, { settings: { loggingLevel: "OFF" } }),
  },
  {
    name: "api-data-trace-off",
    controls: ["CKV_AWS_276"],
    meaning: "Request and response bodies and tokens are not logged.",
    types: [SETTINGS],
    check: (props) =>
      at(props, "settings.dataTraceEnabled") === true ? "logs whole requests and responses" : undefined,
    breakIt: set(SETTINGS, { settings: { dataTraceEnabled: true } }),
  },
  {
    name: "api-tracing",
    controls: ["APIGateway.3", "Serverless-APIGWXrayEnabled", "CKV_AWS_73"],
    meaning: "X-Ray tracing is on for every stage.",
    types: [STAGE],
    check: ({ xrayTracingEnabled }) => (xrayTracingEnabled === true ? undefined : "is not traced"),
    breakIt: set(STAGE, { xrayTracingEnabled: false }),
  },
  {
    name: "api-throttling",
    controls: ["Serverless-APIGWDefaultThrottling"],
    meaning:
      "Stages set their own throttling limits instead of the account default of 10,000 requests per second.",
    checkStack: (resources) =>
      ofType(resources, STAGE).flatMap((stage) => {
        const chosen = settingsOf(stage, resources).some(isThrottled);
        return chosen ? [] : [{ resource: stage, problem: "uses the account's default throttling" }];
      }),
    breakIt: set(SETTINGS, { settings: { throttlingRateLimit: undefined } }),
  },
  {
    name: "api-request-validation",
    controls: ["AwsSolutions-APIG2", "CKV2_AWS_53"],
    meaning: "The gateway rejects request bodies and parameters that do not match its schemas.",
    types: [REST_API],
    check: ({ body }) =>
      validatesAll(document(body)) ? undefined : "does not validate bodies and parameters",
    breakIt: changeBody((body) => ({ ...body, "x-amazon-apigateway-request-validator": undefined })),
  },
  {
    name: "api-authorizer",
    controls: ["AwsSolutions-APIG4", "AwsSolutions-COG4", "APIGateway.8", "CKV_AWS_59", "CKV2_AWS_70"],
    meaning: `Every method except ${new Intl.ListFormat("en").format(["OPTIONS", ...PUBLIC.map((route) => `\`${route}\``)])} requires a token from the user pool.`,
    types: [REST_API],
    check: ({ body }) => {
      const open = openOperations(document(body));
      return open.length === 0 ? undefined : `allows public access to ${open.join(", ")}`;
    },
    breakIt: changeBody((body) => ({
      ...body,
      paths: { ...Object(body.paths), "/intruder": { get: { responses: {} } } },
    })),
  },
  {
    name: "api-waf",
    controls: ["AwsSolutions-APIG3", "APIGateway.4", "CKV2_AWS_29"],
    meaning: "Every stage is protected by a web ACL.",
    checkStack: (resources) =>
      ofType(resources, STAGE).flatMap((stage) => {
        const guarded = ofType(resources, "aws:wafv2/webAclAssociation:WebAclAssociation").some(
          ({ props }) => props.resourceArn === stage.props.arn,
        );
        return guarded ? [] : [{ resource: stage, problem: "has no web ACL" }];
      }),
    breakIt: without("aws:wafv2/webAclAssociation:WebAclAssociation"),
  },
  {
    name: "api-waf-rules",
    controls: ["WAF.10"],
    meaning:
      "Web ACLs have a rate-based rule, and none of them counts by what a client can choose, such as a header.",
    types: [WEB_ACL],
    check: ({ rules }) => {
      const keys = list(rules)
        .map((rule) => at(rule, "statement.rateBasedStatement"))
        .filter((statement) => statement !== undefined)
        .map((statement) => at(statement, "aggregateKeyType"));
      if (keys.length === 0) return "has no rate-based rule";
      return keys.every((key) => key === "IP") ? undefined : "counts by a key that a client can choose";
    },
    breakIt: set(WEB_ACL, {
      rules: [{ statement: { rateBasedStatement: { aggregateKeyType: "CUSTOM_KEYS" } } }],
    }),
  },
  {
    name: "api-waf-log",
    controls: ["WAF.11", "CKV2_AWS_31"],
    meaning:
      "Web ACLs log requests without tokens and queries, since the address of a calendar feed contains a secret.",
    checkStack: (resources) =>
      ofType(resources, WEB_ACL).flatMap((acl) => {
        const [log] = ofType(resources, WEB_ACL_LOG).filter(
          ({ props }) => props.resourceArn === acl.props.arn,
        );
        const fields = list(log?.props.redactedFields);
        const isRedacted =
          fields.some((field) => at(field, "singleHeader.name") === "authorization") &&
          fields.some((field) => at(field, "queryString") !== undefined);
        return isRedacted ? [] : [{ resource: acl, problem: "has no log, or one that includes secrets" }];
      }),
    breakIt: set(WEB_ACL_LOG, { redactedFields: [{ singleHeader: { name: "authorization" } }] }),
  },
  {
    name: "api-cache-encrypted",
    controls: ["APIGateway.5"],
    meaning: "Responses are not cached, because they belong to one user.",
    types: [SETTINGS],
    check: (props) => (at(props, "settings.cachingEnabled") === true ? "caches responses" : undefined),
    breakIt: set(SETTINGS, { settings: { cachingEnabled: true } }),
  },
  {
    name: "api-no-function-url",
    controls: ["CKV_AWS_258", "Lambda.1"],
    meaning: "No function has a URL that bypasses the gateway.",
    types: ["aws:lambda/functionUrl:FunctionUrl"],
    check: () => "bypasses the gateway",
    breakIt: plus("aws:lambda/functionUrl:FunctionUrl", { authorizationType: "NONE" }),
  },
];

function isJsonWithRequestId(format: unknown): boolean {
  try {
    return "requestId" in document(format);
  } catch {
    return false;
  }
}

/** The settings of all methods of a stage. */
function settingsOf(stage: PolicyResource, resources: readonly PolicyResource[]): PolicyResource["props"][] {
  return ofType(resources, SETTINGS)
    .map(({ props }) => props)
    .filter((props) => props.methodPath === "*/*" && props.stageName === stage.props.stageName);
}

function isThrottled(props: unknown): boolean {
  const rate = Number(at(props, "settings.throttlingRateLimit") ?? Number.NaN);
  const burst = Number(at(props, "settings.throttlingBurstLimit") ?? Number.NaN);
  return rate > 0 && rate < 10_000 && burst > 0 && burst <= 5_000;
}

function validatesAll(body: Record<string, unknown>): boolean {
  const name = String(body["x-amazon-apigateway-request-validator"]);
  const validator = at(body["x-amazon-apigateway-request-validators"], name);
  return at(validator, "validateRequestBody") === true && at(validator, "validateRequestParameters") === true;
}

/** Methods that can be called without a token. */
function openOperations(body: Record<string, unknown>): string[] {
  const userPools = Object.entries(Object(at(body, "components.securitySchemes")))
    .filter(([, scheme]) => at(scheme, "x-amazon-apigateway-authtype") === "cognito_user_pools")
    .map(([name]) => name);
  return Object.entries(Object(body.paths)).flatMap(([path, methods]) =>
    Object.entries(isRecord(methods) ? methods : {})
      .filter(([method]) => METHODS.includes(method) && method !== "options")
      .filter(([, operation]) => {
        const schemes = list(at(operation, "security")).flatMap((one) => Object.keys(Object(one)));
        return !schemes.some((scheme) => userPools.includes(scheme));
      })
      .map(([method]) => `${method.toUpperCase()} ${path}`)
      .filter((route) => !PUBLIC.includes(route)),
  );
}

function changeBody(how: (body: Record<string, unknown>) => Record<string, unknown>) {
  return change(REST_API, (props) => ({ ...props, body: JSON.stringify(how(document(props.body))) }));
}
