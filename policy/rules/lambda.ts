import { plus, set, without } from "../mutations";
import { at, list, ofType, type PolicyResource, type Rule } from "../rule";
import { findSecret } from "../secrets";
import { SCHEDULE } from "../types";

const FUNCTION = "aws:lambda/function:Function";
const PERMISSION = "aws:lambda/permission:Permission";
const EVENT_CONFIG = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";

/** Lambda's newest runtime for Node.js. */
const RUNTIME = "nodejs24.x";
/** Lambda's defaults, which nobody chose for a particular function. */
const DEFAULT_TIMEOUT = 3;
const DEFAULT_MEMORY = 128;
/** API Gateway times out after 29 s. */
const GATEWAY_TIMEOUT = 29;

export const lambdaRules: readonly Rule[] = [
  {
    name: "lambda-runtime",
    controls: ["AwsSolutions-L1", "Serverless-LambdaLatestVersion", "Lambda.2", "CKV_AWS_363"],
    meaning: `Functions run on ${RUNTIME}.`,
    types: [FUNCTION],
    check: ({ runtime }) => (runtime === RUNTIME ? undefined : `runs on ${runtime}`),
    breakIt: set(FUNCTION, { runtime: "nodejs20.x" }),
  },
  {
    name: "lambda-not-public",
    controls: ["Lambda.1", "CKV_AWS_301"],
    meaning: "Only named AWS services can invoke functions.",
    types: [PERMISSION],
    check: ({ principal }) =>
      String(principal).endsWith(".amazonaws.com") ? undefined : `can be invoked by ${principal}`,
    breakIt: set(PERMISSION, { principal: "*" }),
  },
  {
    name: "lambda-permission-source",
    controls: ["CKV_AWS_364"],
    meaning: "Permissions name the resource on whose behalf a service invokes the function.",
    types: [PERMISSION],
    check: ({ sourceArn }) => (sourceArn ? undefined : "names no SourceArn"),
    breakIt: set(PERMISSION, { sourceArn: undefined }),
  },
  {
    name: "lambda-tracing",
    controls: ["Serverless-LambdaTracing", "Lambda.7", "CKV_AWS_50"],
    meaning: "X-Ray tracing is on for functions.",
    types: [FUNCTION],
    check: (props) => (at(props, "tracingConfig.mode") === "Active" ? undefined : "is not traced"),
    breakIt: set(FUNCTION, { tracingConfig: { mode: "PassThrough" } }),
  },
  {
    name: "lambda-timeout",
    controls: ["Serverless-LambdaFunctionDefaultTimeout"],
    meaning: "Functions set their own timeout. Behind the gateway it ends before the gateway's.",
    checkStack: (resources) =>
      ofType(resources, FUNCTION).flatMap((resource) => {
        const { timeout } = resource.props;
        const behindGateway = ofType(resources, PERMISSION).some(
          ({ props }) =>
            props.principal === "apigateway.amazonaws.com" && props.function === resource.props.name,
        );
        if (typeof timeout !== "number" || timeout === DEFAULT_TIMEOUT) {
          return [{ resource, problem: "has Lambda's default timeout" }];
        }
        return behindGateway && timeout > GATEWAY_TIMEOUT
          ? [{ resource, problem: `may run for ${timeout} s, longer than the gateway waits` }]
          : [];
      }),
    breakIt: set(FUNCTION, { timeout: 30 }, "logExpense"),
  },
  {
    name: "lambda-memory",
    controls: ["Serverless-LambdaDefaultMemorySize"],
    meaning: "Functions set their own memory size.",
    types: [FUNCTION],
    check: ({ memorySize }) =>
      typeof memorySize === "number" && memorySize > DEFAULT_MEMORY
        ? undefined
        : "has Lambda's default memory size",
    breakIt: set(FUNCTION, { memorySize: undefined }),
  },
  {
    name: "lambda-failure-destination",
    controls: ["Serverless-LambdaAsyncFailureDestination", "Serverless-LambdaDLQ", "CKV_AWS_116"],
    meaning: "Asynchronous invocations that fail go to a failure destination.",
    checkStack: (resources) =>
      invokedAsynchronously(resources).flatMap((resource) => {
        const kept = ofType(resources, EVENT_CONFIG).some(
          ({ props }) =>
            props.functionName === resource.props.name &&
            at(props, "destinationConfig.onFailure.destination"),
        );
        return kept ? [] : [{ resource, problem: "has no failure destination" }];
      }),
    breakIt: without(EVENT_CONFIG),
  },
  {
    name: "lambda-no-secrets-in-environment",
    controls: ["CKV_AWS_45", "CKV_AWS_173"],
    meaning: "Functions have no environment variables, because anyone who can view a function can read them.",
    types: [FUNCTION],
    check: (props) => {
      const names = Object.keys(Object(at(props, "environment.variables")));
      return names.length === 0 ? undefined : `has ${names.join(", ")} in its environment`;
    },
    breakIt: set(FUNCTION, { environment: { variables: { DB_PASSWORD: "x" } } }),
  },
  {
    name: "lambda-no-secrets-in-code",
    controls: ["CKV_AWS_45"],
    meaning: "A function's code and captured values contain no key, token or password.",
    types: [FUNCTION],
    check: (_props, { files = {} }) => {
      const found = Object.values(files).map(findSecret);
      const secret = found.find((kind) => kind !== undefined);
      return secret && `has ${secret} in its code`;
    },
    breakIt: (resources) =>
      resources.map((one) => ({ ...one, files: { "index.js": 'mysql://admin:hunter2@db.example/"' } })),
  },
  {
    name: "lambda-log-group",
    controls: ["CloudWatch.16", "Serverless-CloudWatchLogGroupRetentionPeriod"],
    meaning: "Functions log JSON to a log group that the program declares, with a retention period.",
    checkStack: (resources) =>
      ofType(resources, FUNCTION).flatMap((resource) => {
        const group = at(resource.props, "loggingConfig.logGroup");
        const known = ofType(resources, "aws:cloudwatch/logGroup:LogGroup").some(
          ({ props }) => props.name === group,
        );
        const structured = at(resource.props, "loggingConfig.logFormat") === "JSON";
        return known && structured ? [] : [{ resource, problem: "logs to another group or not as JSON" }];
      }),
    breakIt: set(FUNCTION, { loggingConfig: undefined }),
  },
  {
    name: "lambda-no-layers",
    controls: ["WA SEC06-BP06"],
    meaning: "Functions use no layers: all their code is built from the program.",
    types: [FUNCTION],
    check: ({ layers }) => (list(layers).length === 0 ? undefined : "uses a layer"),
    breakIt: set(FUNCTION, { layers: ["arn:aws:lambda:eu-central-1:111111111111:layer:intruder:1"] }),
  },
  {
    name: "lambda-vpc-zones",
    controls: ["Lambda.5"],
    meaning: "Functions in a VPC use at least two Availability Zones.",
    types: [FUNCTION],
    check: ({ vpcConfig }) =>
      vpcConfig === undefined || list(at(vpcConfig, "subnetIds")).length >= 2
        ? undefined
        : "is in one subnet only",
    breakIt: set(FUNCTION, { vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: [] } }),
  },
  {
    name: "lambda-permission-known",
    controls: ["WA SEC03-BP07"],
    meaning: "Permissions allow lambda:InvokeFunction and nothing else.",
    types: [PERMISSION],
    check: ({ action }) => (action === "lambda:InvokeFunction" ? undefined : `allows ${action}`),
    breakIt: plus(PERMISSION, {
      action: "lambda:UpdateFunctionCode",
      principal: "apigateway.amazonaws.com",
      sourceArn: "x",
    }),
  },
];

/** Functions that a schedule starts: EventBridge Scheduler invokes asynchronously. */
function invokedAsynchronously(resources: readonly PolicyResource[]): PolicyResource[] {
  const targets = ofType(resources, SCHEDULE).map(({ props }) => at(props, "target.arn"));
  return ofType(resources, FUNCTION).filter(({ props }) => targets.includes(props.arn));
}
