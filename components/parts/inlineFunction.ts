import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { LOG_DAYS, MAX_FUNCTION_SECONDS } from "../../domain/values/limits";
import { builtFile } from "../bundling/builtFile";
import { bundleHandler, type InlineHandler } from "../bundling/bundle";
import { logGroupName } from "../config/names";
import { actionsWithoutResource } from "../linking/actionsWithoutResource";
import type { Statement } from "../linking/links";
import { Alarm } from "./alarm";
import { DeadLetterQueue, failuresOf, type ReplayableQueue } from "./deadLetterQueue";

export interface InlineFunctionArgs<Env> {
  /** Purpose in one sentence, shown in the Lambda console. */
  description: string;
  /** The closure, from `handlers/`. It may capture nothing but its `env`. */
  handler: InlineHandler<Env>;
  /** The deployment's values that the closure needs: names, ARNs, settings. Never a secret, never undefined. */
  env: { [Key in keyof Env]: pulumi.Input<Env[Key]> };
  /** Permissions of the function besides writing its logs and traces. */
  statements: Statement[];
  /** Default 15 s. Behind API Gateway at most 29 s, after which the gateway gives up. */
  timeoutSeconds?: number;
  /** Default 512 MB; CPU grows with it (a full core at 1,769 MB). */
  memoryMb?: number;
  /** Reserved concurrency. Off by default, because it reduces the concurrency of all other functions. */
  reservedConcurrency?: number;
  /** For a function that is invoked asynchronously: events that failed three times go to a queue, which raises an alarm. */
  asynchronous?: {
    /** Topic that is notified of events in the queue, and when the function nearly times out. */
    alarmTopicArn: pulumi.Input<string>;
  };
  /** Puts the function into a VPC. */
  vpc?: {
    subnetIds: pulumi.Input<pulumi.Input<string>[]>;
    securityGroupIds: pulumi.Input<string>[];
  };
}

/** A function as others see it, whatever its closure captured. */
export interface DeployedFunction {
  readonly function: aws.lambda.Function;
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Events that it could not handle, if it is invoked asynchronously. */
  readonly deadLetters?: ReplayableQueue;
}

/** Function names by handler name, for the stack's outputs. */
export function functionNamesOf(
  functions: Record<string, DeployedFunction>,
): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(Object.entries(functions).map(([handler, { name }]) => [handler, name]));
}

/**
 * Fraction of the timeout that raises the alarm. Jobs stop by themselves a minute before the timeout, which is below
 * this fraction.
 */
const NEARLY_ALL = 0.95;

/**
 * A Lambda function from a closure: its code, its least-privilege role, its log group and, if it is invoked
 * asynchronously, its failure destination and its alarms.
 */
export class InlineFunction<Env> extends pulumi.ComponentResource implements DeployedFunction {
  readonly function: aws.lambda.Function;
  readonly role: aws.iam.Role;
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly deadLetters?: ReplayableQueue;

  constructor(name: string, args: InlineFunctionArgs<Env>, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:InlineFunction", name, {}, opts);
    validate(name, args);

    const failures = args.asynchronous && this.failureQueue(name, args.asynchronous.alarmTopicArn);
    const logGroup = new aws.cloudwatch.LogGroup(
      name,
      { name: logGroupName(name), retentionInDays: LOG_DAYS },
      { parent: this },
    );
    this.role = this.executionRole(name);
    const policy = this.policy(name, logGroup, args, failures);
    this.function = this.deploy(name, args, logGroup, policy);
    if (args.asynchronous && failures) {
      this.onFailure(name, failures);
      this.slowAlarm(name, args, args.asynchronous.alarmTopicArn);
      this.deadLetters = {
        name: failuresOf(name),
        queue: failures,
        target: this.function.arn,
        action: "lambda:InvokeFunction",
      };
    }

    this.name = this.function.name;
    this.arn = this.function.arn;
    this.registerOutputs({ name: this.name, arn: this.arn });
  }

  private failureQueue(name: string, alarmTopicArn: pulumi.Input<string>): DeadLetterQueue {
    return new DeadLetterQueue(
      failuresOf(name),
      { alarmTopicArn, contents: `events that ${name} could not handle` },
      { parent: this },
    );
  }

  private executionRole(name: string): aws.iam.Role {
    return new aws.iam.Role(
      name,
      { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }) },
      { parent: this },
    );
  }

  private policy(
    name: string,
    logGroup: aws.cloudwatch.LogGroup,
    args: InlineFunctionArgs<Env>,
    failures: DeadLetterQueue | undefined,
  ): aws.iam.RolePolicy {
    const statements: Statement[] = [
      ...args.statements,
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [pulumi.interpolate`${logGroup.arn}:*`],
      },
      { actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], resources: ["*"] },
      ...(failures ? [{ actions: ["sqs:SendMessage"], resources: [failures.arn] }] : []),
      ...(args.vpc ? [{ actions: actionsWithoutResource("ec2"), resources: ["*"] }] : []),
    ];
    const { Version, Statement } = policyOf(statements);
    return new aws.iam.RolePolicy(
      name,
      {
        role: this.role.id,
        policy: { Version, Statement: [...Statement, ...(args.vpc ? [NETWORK_BY_LAMBDA_ALONE] : [])] },
      },
      { parent: this },
    );
  }

  private deploy(
    name: string,
    args: InlineFunctionArgs<Env>,
    logGroup: aws.cloudwatch.LogGroup,
    policy: aws.iam.RolePolicy,
  ): aws.lambda.Function {
    return new aws.lambda.Function(
      name,
      {
        description: args.description,
        code: packageCode(name, args),
        handler: "index.handler",
        runtime: aws.lambda.Runtime.NodeJS24dX,
        architectures: ["arm64"],
        role: this.role.arn,
        timeout: timeoutOf(args),
        memorySize: args.memoryMb ?? 512,
        reservedConcurrentExecutions: args.reservedConcurrency,
        tracingConfig: { mode: "Active" },
        loggingConfig: { logFormat: "JSON", logGroup: logGroup.name, systemLogLevel: "WARN" },
        ...(args.vpc && {
          vpcConfig: { subnetIds: args.vpc.subnetIds, securityGroupIds: args.vpc.securityGroupIds },
        }),
      },
      // Without the policy, a function in a VPC cannot be created, and one that runs right away cannot write its log.
      { parent: this, dependsOn: [policy] },
    );
  }

  private onFailure(name: string, failures: DeadLetterQueue): void {
    new aws.lambda.FunctionEventInvokeConfig(
      name,
      {
        functionName: this.function.name,
        maximumRetryAttempts: 2,
        destinationConfig: { onFailure: { destination: failures.arn } },
      },
      { parent: this },
    );
  }

  /**
   * The failure queue's alarm reports events that fail for good; an event that succeeds on a retry needs no attention.
   */
  private slowAlarm(name: string, args: InlineFunctionArgs<Env>, topicArn: pulumi.Input<string>): void {
    const timeoutMs = timeoutOf(args) * 1000;
    new Alarm(
      `${name}-slow`,
      {
        description: `${name} takes nearly all of its timeout of ${timeoutOf(args)} s.`,
        namespace: "AWS/Lambda",
        dimensions: { FunctionName: this.function.name },
        metricName: "Duration",
        statistic: "p99",
        threshold: timeoutMs * NEARLY_ALL,
        topicArn,
      },
      { parent: this },
    );
  }
}

/**
 * Lambda creates the network interfaces of a function in a VPC with the function's role, whose code does not need that
 * right. Only requests of the code contain this key
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-best-practice).
 */
const NETWORK_BY_LAMBDA_ALONE = {
  Effect: "Deny",
  Action: actionsWithoutResource("ec2"),
  Resource: "*",
  Condition: { Null: { "lambda:SourceFunctionArn": "false" } },
} as const;

/** A policy of inline statements. */
export function policyOf(statements: readonly Statement[]) {
  return {
    Version: "2012-10-17" as const,
    Statement: statements.map(({ actions, resources }) => ({
      Effect: "Allow" as const,
      Action: actions,
      Resource: resources,
    })),
  };
}

function packageCode<Env>(name: string, args: InlineFunctionArgs<Env>): pulumi.Output<pulumi.asset.Archive> {
  const env = pulumi.output(args.env);
  const secret = pulumi.isSecret(env);
  return env.apply(async (values) => {
    if (await secret)
      throw new Error(`Function \`${name}\`: \`env\` holds a secret, which would be readable in its code.`);
    const file = await bundleHandler(name, args.handler, values as Env);
    return new pulumi.asset.AssetArchive({ "index.js": builtFile(file) });
  });
}

function timeoutOf<Env>({ timeoutSeconds = 15 }: InlineFunctionArgs<Env>): number {
  return timeoutSeconds;
}

function validate<Env>(name: string, args: InlineFunctionArgs<Env>): void {
  const { timeoutSeconds = 1, statements } = args;
  if (timeoutSeconds < 1 || timeoutSeconds > MAX_FUNCTION_SECONDS) {
    throw new Error(`Function \`${name}\`: \`timeoutSeconds\` must be from 1 to ${MAX_FUNCTION_SECONDS}.`);
  }
  for (const { actions } of statements) {
    const wildcard = actions.find((action) => action.includes("*"));
    if (wildcard)
      throw new Error(`Function \`${name}\`: \`statements\` must name actions; ${wildcard} is a pattern.`);
  }
}
