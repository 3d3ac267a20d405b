import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { operationId } from "../domain/http/openApi";
import { splitRoute } from "../domain/http/route";
import type { OperationEnv } from "../domain/ledgers/apiHandler";
import { LOG_DAYS } from "../domain/values/limits";
import { operations, routes, type ServedRoute } from "../handlers/catalogue";
import type { DeploymentPart } from "../handlers/operation";
import { ApiFirewall } from "./apiFirewall";
import { logGroupName } from "./config/names";
import { type Deployment, deployFunction } from "./deployment/deployFunction";
import { gatewayBody } from "./documents/gatewayBody";
import { childNames } from "./linking/childNames";
import { formerAliases } from "./linking/formerParents";
import type { DeployedFunction } from "./parts/inlineFunction";

export interface ExpenseApiArgs extends Deployment {
  userPoolArn: pulumi.Input<string>;
  /** Origin of the site, for CORS. */
  siteOrigin: pulumi.Input<string>;
  /** The optional parts of the product that the deployment includes. */
  parts: readonly DeploymentPart[];
  /** Instances that are reserved for functions, by name. */
  reservedConcurrency: Readonly<Partial<Record<string, number>>>;
  /**
   * `create` sets the account's role for API Gateway's logs if it has none; `existing` leaves the account's settings
   * unchanged.
   */
  gatewayAccount: "create" | "existing";
  /** Requests per second, and concurrent requests, that each method of the stage accepts before it answers 429. */
  throttling: { rateLimit: number; burstLimit: number };
  /** True to limit the requests of each address by a firewall. */
  firewall: boolean;
}

/** The values of a closure that the component provides. */
type OperationValues = { readonly [Name in keyof OperationEnv]: pulumi.Input<OperationEnv[Name]> };

const STAGE = "prod";

/** The provider's ID of the settings that an account has once per Region. */
const ACCOUNT_ID = "api-gateway-account";

/** The REST API: the functions behind it, the gateway in front of them, its logs, traces and throttling. */
export class ExpenseApi extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;
  readonly restApi: aws.apigateway.RestApi;
  readonly stageName: pulumi.Output<string>;
  /** The functions of all operations by name. */
  readonly functions: Readonly<Record<string, DeployedFunction>>;

  constructor(name: string, args: ExpenseApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:ExpenseApi", name, {}, opts);

    const childName = childNames(name, "expenses");
    this.functions = this.deployOperations(args, childName);
    const served = routes.filter((route) => isServed(route, args));
    const body = this.body(served, args);
    this.restApi = new aws.apigateway.RestApi(
      name,
      { body, failOnWarnings: true, endpointConfiguration: { types: "REGIONAL" } },
      { parent: this },
    );
    this.permitInvocations(name, served);
    const accessLogName = logGroupName(childName("api-access"));
    const stage = this.stage(name, args, this.deployment(name, body), accessLogName);
    this.settings(name, args, stage);
    this.firewall(childName("firewall"), args, stage);

    this.url = stage.invokeUrl;
    this.stageName = stage.stageName;
    this.registerOutputs({ url: this.url });
  }

  private deployOperations(
    args: ExpenseApiArgs,
    childName: (child: string) => string,
  ): Record<string, DeployedFunction> {
    const { siteOrigin, reservedConcurrency } = args;
    return Object.fromEntries(
      operations
        .filter((operation) => isServed(operation, args))
        .map((operation) => {
          const { name, role, recentSignIn } = operation;
          const values: OperationValues = { siteOrigin, role, recentSignIn };
          const placement = { parent: this, reservedConcurrency: reservedConcurrency[name], values };
          return [name, deployFunction(operation, args, { name: childName(name), ...placement })];
        }),
    );
  }

  private body(served: readonly ServedRoute[], args: ExpenseApiArgs): pulumi.Output<string> {
    const { userPoolArn, siteOrigin } = args;
    const invokeArns = Object.fromEntries(
      Object.entries(this.functions).map(([handler, { function: fn }]) => [handler, fn.invokeArn]),
    );
    return pulumi
      .output({ invokeArns, userPoolArn, siteOrigin })
      .apply((values) => JSON.stringify(gatewayBody(served, values)));
  }

  private permitInvocations(name: string, served: readonly ServedRoute[]): void {
    for (const { route, handler } of served) {
      const { method, path } = splitRoute(route);
      new aws.lambda.Permission(
        `${name}-${operationId(route)}`,
        {
          action: "lambda:InvokeFunction",
          function: this.functions[handler]?.name ?? handler,
          principal: "apigateway.amazonaws.com",
          sourceArn: pulumi.interpolate`${this.restApi.executionArn}/${STAGE}/${method}${anyOf(path)}`,
        },
        { parent: this },
      );
    }
  }

  private deployment(name: string, body: pulumi.Output<string>): aws.apigateway.Deployment {
    const hash = body.apply((text) => createHash("sha256").update(text).digest("hex"));
    return new aws.apigateway.Deployment(
      name,
      // A deployment is a snapshot of the API, so every change of the body needs a new one.
      { restApi: this.restApi.id, triggers: { body: hash } },
      { parent: this },
    );
  }

  private stage(
    name: string,
    args: ExpenseApiArgs,
    deployment: aws.apigateway.Deployment,
    accessLogName: string,
  ): aws.apigateway.Stage {
    const accessLog = this.logGroup(`${name}-access`, accessLogName);
    // Otherwise API Gateway creates this group, without a retention period.
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
      { name: groupName, retentionInDays: LOG_DAYS },
      { parent: this },
    );
  }

  /**
   * Sets the role by which API Gateway writes logs, unless the account has one. There is one per account and Region,
   * and a stage with logs cannot be created without it. It outlives the stack, because other APIs of the account use it
   * for their logs. An account that names a deleted role gets one that is there: it could not be changed otherwise.
   */
  private account(name: string, { gatewayAccount }: ExpenseApiArgs): pulumi.Resource[] {
    if (gatewayAccount === "existing") return [];
    const shared = { parent: this, retainOnDelete: true };
    const role = new aws.iam.Role(
      `${name}-logs`,
      { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "apigateway.amazonaws.com" }) },
      shared,
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
      shared,
    );
    const current = aws.apigateway.Account.get(`${name}-current`, ACCOUNT_ID, undefined, { parent: this });
    const cloudwatchRoleArn = pulumi
      .all([current.cloudwatchRoleArn, role.arn])
      .apply(async ([existing, own]) => ((await isOfAnother(existing, own)) ? existing : own));
    return [new aws.apigateway.Account(name, { cloudwatchRoleArn }, { ...shared, dependsOn: [policy] })];
  }

  private firewall(name: string, args: ExpenseApiArgs, stage: aws.apigateway.Stage): void {
    const { siteOrigin, throttling } = args;
    if (!args.firewall) return;
    new ApiFirewall(
      name,
      { stageArn: stage.arn, siteOrigin, rateLimit: throttling.rateLimit },
      { parent: this, aliases: formerAliases(name) },
    );
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
          // Never whole requests and responses: they contain people's expenses and tokens.
          dataTraceEnabled: false,
          // Metrics of each method are charged as custom metrics. Those of the stage, which the alarms watch, are free.
          metricsEnabled: false,
          throttlingRateLimit: throttling.rateLimit,
          throttlingBurstLimit: throttling.burstLimit,
        },
      },
      { parent: this },
    );
  }
}

function isServed({ part }: { part?: DeploymentPart }, { parts }: ExpenseApiArgs): boolean {
  return part === undefined || parts.includes(part);
}

/** A route's path in an ARN, where a parameter matches anything. */
function anyOf(path: string): string {
  return path.replace(/\{\w+\}/g, "*");
}

/** Returns true if a role of the account is another one than ours, and is there. */
async function isOfAnother(existing: string, own: string): Promise<boolean> {
  if (!existing || existing === own) return false;
  const name = existing.slice(existing.lastIndexOf("/") + 1);
  // A list does not fail on a role that is gone.
  const { arns } = await aws.iam.getRoles({ nameRegex: `^${name.replaceAll(/[.+]/g, "\\$&")}$` });
  return arns.includes(existing);
}

function accountLogGroups(): pulumi.Output<string> {
  const { partition } = aws.getPartitionOutput();
  const { accountId } = aws.getCallerIdentityOutput();
  return pulumi.interpolate`arn:${partition}:logs:${aws.getRegionOutput().region}:${accountId}:*`;
}

// Actions of the AWS managed policy AmazonAPIGatewayPushToCloudWatchLogs, limited to this account and region.
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
