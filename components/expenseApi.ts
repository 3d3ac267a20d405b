import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { operations } from "../domain/http/api";
import { operationId } from "../domain/http/openApi";
import { gatewayBody } from "./documents/gatewayBody";
import { type ApiFunctions, type ExpenseFunctionsArgs, expenseFunctions } from "./expenseFunctions";
import { LOG_RETENTION_DAYS } from "./inlineFunction";

export interface ExpenseApiArgs extends ExpenseFunctionsArgs {
  userPoolArn: pulumi.Input<string>;
  /** Functions of routes that other components serve, by handler name. */
  functions?: ApiFunctions;
  /**
   * The role by which API Gateway writes logs is one per account and region: `create` sets it, `existing` leaves the one
   * that is there.
   */
  gatewayAccount: "create" | "existing";
  /** Requests per second, and how many at once, that the stage lets through before it answers 429. */
  throttling: { rateLimit: number; burstLimit: number };
}

const STAGE = "prod";

/** The REST API: the functions behind it, the gateway in front of them, its logs, traces and throttling. */
export class ExpenseApi extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;
  readonly restApi: aws.apigateway.RestApi;
  readonly stageName: pulumi.Output<string>;
  readonly stageArn: pulumi.Output<string>;
  /** Every function behind the API, by handler name. */
  readonly functions: ApiFunctions;

  constructor(name: string, args: ExpenseApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:ExpenseApi", name, {}, opts);

    this.functions = { ...expenseFunctions(args, this), ...args.functions };
    const body = this.body(args);
    this.restApi = new aws.apigateway.RestApi(
      name,
      { body, failOnWarnings: true, endpointConfiguration: { types: "REGIONAL" } },
      { parent: this },
    );
    this.permitInvocations(name);
    const stage = this.stage(name, args, this.deployment(name, body));
    this.settings(name, args, stage);

    this.url = stage.invokeUrl;
    this.stageName = stage.stageName;
    this.stageArn = stage.arn;
    this.registerOutputs({ url: this.url });
  }

  private body({ userPoolArn, siteOrigin }: ExpenseApiArgs): pulumi.Output<string> {
    const invokeArns = Object.fromEntries(
      Object.entries(this.functions).map(([handler, { function: fn }]) => [handler, fn.invokeArn]),
    );
    return pulumi
      .output({ invokeArns, userPoolArn, siteOrigin })
      .apply((values) => JSON.stringify(gatewayBody(values)));
  }

  private permitInvocations(name: string): void {
    for (const { method, path, handler } of operations) {
      const fn = this.functions[handler];
      if (fn === undefined) throw new Error(`\`functions\` lacks \`${handler}\`, which ${path} needs.`);
      new aws.lambda.Permission(
        `${name}-${operationId(method, path)}`,
        {
          action: "lambda:InvokeFunction",
          function: fn.name,
          principal: "apigateway.amazonaws.com",
          sourceArn: pulumi.interpolate`${this.restApi.executionArn}/${STAGE}/${method.toUpperCase()}${anyOf(path)}`,
        },
        { parent: this },
      );
    }
  }

  private deployment(name: string, body: pulumi.Output<string>): aws.apigateway.Deployment {
    const hash = body.apply((text) => createHash("sha256").update(text).digest("hex"));
    return new aws.apigateway.Deployment(
      name,
      // A deployment is a picture of the API: another body needs another one.
      { restApi: this.restApi.id, triggers: { body: hash } },
      { parent: this },
    );
  }

  private stage(
    name: string,
    args: ExpenseApiArgs,
    deployment: aws.apigateway.Deployment,
  ): aws.apigateway.Stage {
    const accessLog = this.logGroup(`${name}-access`, `/expenses/${pulumi.getStack()}/api-access`);
    // API Gateway would make this group by itself, without an end to its retention.
    const executionLog = this.logGroup(
      `${name}-execution`,
      pulumi.interpolate`API-Gateway-Execution-Logs_${this.restApi.id}/${STAGE}`,
    );
    return new aws.apigateway.Stage(
      name,
      {
        restApi: this.restApi.id,
        deployment: deployment.id,
        stageName: STAGE,
        xrayTracingEnabled: true,
        accessLogSettings: { destinationArn: accessLog.arn, format: JSON.stringify(ACCESS_LOG) },
      },
      { parent: this, dependsOn: [executionLog, ...this.account(name, args)] },
    );
  }

  private logGroup(name: string, groupName: pulumi.Input<string>): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      name,
      { name: groupName, retentionInDays: LOG_RETENTION_DAYS },
      { parent: this },
    );
  }

  /** A fresh account has no role for API Gateway's logs, and a stage with logs cannot be made without one. */
  private account(name: string, { gatewayAccount }: ExpenseApiArgs): pulumi.Resource[] {
    if (gatewayAccount === "existing") return [];
    const role = new aws.iam.Role(
      `${name}-logs`,
      { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "apigateway.amazonaws.com" }) },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      `${name}-logs`,
      {
        role: role.id,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          // The role serves every API of the account, so it cannot name this one's groups.
          Statement: [{ Effect: "Allow", Action: GATEWAY_LOG_ACTIONS, Resource: accountLogGroups() }],
        }),
      },
      { parent: this },
    );
    return [
      new aws.apigateway.Account(
        name,
        { cloudwatchRoleArn: role.arn },
        { parent: this, dependsOn: [policy] },
      ),
    ];
  }

  private settings(name: string, { throttling }: ExpenseApiArgs, stage: aws.apigateway.Stage): void {
    new aws.apigateway.MethodSettings(
      name,
      {
        restApi: this.restApi.id,
        stageName: stage.stageName,
        methodPath: "*/*",
        settings: {
          loggingLevel: "ERROR",
          // Never whole requests and responses: they hold people's expenses and tokens.
          dataTraceEnabled: false,
          metricsEnabled: true,
          throttlingRateLimit: throttling.rateLimit,
          throttlingBurstLimit: throttling.burstLimit,
        },
      },
      { parent: this },
    );
  }
}

/** A route's path in an ARN, where a parameter matches anything. */
function anyOf(path: string): string {
  return path.replace(/\{\w+\}/g, "*");
}

function accountLogGroups(): pulumi.Output<string> {
  const { partition } = aws.getPartitionOutput();
  const { accountId } = aws.getCallerIdentityOutput();
  return pulumi.interpolate`arn:${partition}:logs:${aws.getRegionOutput().region}:${accountId}:*`;
}

// What AWS's own policy for this role allows (AmazonAPIGatewayPushToCloudWatchLogs), on this account and region only.
const GATEWAY_LOG_ACTIONS = [
  "logs:CreateLogGroup",
  "logs:CreateLogStream",
  "logs:DescribeLogGroups",
  "logs:DescribeLogStreams",
  "logs:PutLogEvents",
  "logs:GetLogEvents",
  "logs:FilterLogEvents",
];

const ACCESS_LOG = {
  requestId: "$context.requestId",
  extendedRequestId: "$context.extendedRequestId",
  traceId: "$context.xrayTraceId",
  time: "$context.requestTime",
  method: "$context.httpMethod",
  resource: "$context.resourcePath",
  status: "$context.status",
  latencyMs: "$context.responseLatency",
  responseBytes: "$context.responseLength",
  sourceIp: "$context.identity.sourceIp",
  user: "$context.authorizer.claims.sub",
  error: "$context.error.message",
};
