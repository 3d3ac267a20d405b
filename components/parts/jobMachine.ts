import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { LOG_DAYS } from "../../domain/values/limits";
import { vendedLogName } from "../config/names";
import type { StateMachine } from "../documents/statesLanguage";
import { actionsWithoutResource } from "../linking/actionsWithoutResource";
import { Alarm } from "./alarm";
import type { DeployedFunction } from "./inlineFunction";
import { trustPolicy } from "./trustPolicy";

export interface JobMachineArgs {
  definition: StateMachine;
  /** The functions that the definition calls. */
  functions: DeployedFunction[];
  /** ARN of the queue to which the definition sends the inputs of failed executions. */
  failureQueueArn?: pulumi.Input<string>;
  /** Topic that is notified of failed executions. */
  alarmTopicArn: pulumi.Input<string>;
}

/**
 * A state machine that drives a job: its role may call the job's functions and keep the inputs of failures, nothing else; a failure
 * raises an alarm.
 */
export class JobMachine extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: JobMachineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:JobMachine", name, {}, opts);

    const role = this.role(name);
    const policy = this.policy(name, role, args);
    const machine = new aws.sfn.StateMachine(
      name,
      {
        definition: pulumi.jsonStringify(args.definition),
        roleArn: role.arn,
        type: "STANDARD",
        tracingConfiguration: { enabled: true },
        loggingConfiguration: {
          level: "ALL",
          // Inputs and outputs of executions are not logged: they contain ledger IDs.
          includeExecutionData: false,
          logDestination: pulumi.interpolate`${this.logGroup(name).arn}:*`,
        },
      },
      { parent: this, dependsOn: [policy] },
    );
    this.alarm(name, machine, args.alarmTopicArn);

    this.arn = machine.arn;
    this.registerOutputs({ arn: this.arn });
  }

  private role(name: string): aws.iam.Role {
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    const { partition } = aws.getPartitionOutput({}, { parent: this });
    const { region } = aws.getRegionOutput({}, { parent: this });
    const machines = pulumi.interpolate`arn:${partition}:states:${region}:${accountId}:stateMachine:*`;
    return new aws.iam.Role(
      name,
      {
        // The machine's own ARN would be a circular reference: it is created with this role.
        assumeRolePolicy: trustPolicy("states", {
          StringEquals: { "aws:SourceAccount": accountId },
          ArnLike: { "aws:SourceArn": machines },
        }),
      },
      { parent: this },
    );
  }

  private logGroup(name: string): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      `${name}-runs`,
      {
        // This prefix needs no resource policy per log group. CloudWatch limits that policy to 5,120 characters.
        name: `/aws/vendedlogs/states/${vendedLogName()}-${name}`,
        retentionInDays: LOG_DAYS,
      },
      { parent: this },
    );
  }

  private policy(
    name: string,
    role: aws.iam.Role,
    { functions, failureQueueArn }: JobMachineArgs,
  ): aws.iam.RolePolicy {
    return new aws.iam.RolePolicy(
      name,
      {
        role: role.id,
        policy: {
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: functions.map(({ arn }) => arn) },
            ...(failureQueueArn === undefined
              ? []
              : [{ Effect: "Allow" as const, Action: "sqs:SendMessage", Resource: failureQueueArn }]),
            {
              Effect: "Allow",
              Action: ["logs", "xray"].flatMap(actionsWithoutResource),
              Resource: "*",
              // Among them is `logs:PutResourcePolicy`, by which Step Functions allows log delivery.
              Condition: {
                StringEquals: { "aws:RequestedRegion": aws.getRegionOutput({}, { parent: this }).region },
              },
            },
          ],
        },
      },
      { parent: this },
    );
  }

  private alarm(name: string, machine: aws.sfn.StateMachine, alarmTopicArn: pulumi.Input<string>): void {
    new Alarm(
      name,
      {
        description: `The job ${name} failed, and so did its retries.`,
        namespace: "AWS/States",
        metricName: "ExecutionsFailed",
        dimensions: { StateMachineArn: machine.arn },
        statistic: "Sum",
        threshold: 0,
        topicArn: alarmTopicArn,
      },
      { parent: this },
    );
  }
}
