import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { DeadLetterQueue } from "./deadLetterQueue";

export interface SchedulerArgs {
  /** IANA zone that schedules are told in. */
  timezone: string;
  /** Topic that hears of deliveries that failed. */
  alarmTopicArn: pulumi.Input<string>;
}

/** What a schedule starts, and by which action its role may do so. */
export interface ScheduleTarget {
  arn: pulumi.Input<string>;
  action: "lambda:InvokeFunction" | "states:StartExecution";
}

export interface ScheduleArgs {
  /** `rate(...)` or `cron(...)` as EventBridge Scheduler reads them, in the scheduler's zone. */
  expression: string;
  target: ScheduleTarget;
  /** The event that the target gets; may hold `<aws.scheduler.scheduled-time>`. */
  input?: Record<string, unknown>;
}

/**
 * EventBridge schedules: a group, a queue for deliveries that failed, and for each schedule a role that may start its target
 * and nothing else.
 */
export class Scheduler extends pulumi.ComponentResource {
  private readonly group: aws.scheduler.ScheduleGroup;
  private readonly deadLetters: DeadLetterQueue;

  constructor(
    name: string,
    private readonly args: SchedulerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("expenses:index:Scheduler", name, {}, opts);

    this.group = new aws.scheduler.ScheduleGroup(name, {}, { parent: this });
    this.deadLetters = new DeadLetterQueue(
      `${name}-failures`,
      { alarmTopicArn: args.alarmTopicArn, contents: "scheduled events that could not be delivered" },
      { parent: this },
    );

    this.registerOutputs({ group: this.group.name });
  }

  /** Starts `target` whenever `expression` says. */
  schedule(name: string, { expression, target, input = {} }: ScheduleArgs): aws.scheduler.Schedule {
    const role = this.role(name);
    const policy = this.policy(name, role, target);
    return new aws.scheduler.Schedule(
      name,
      {
        groupName: this.group.name,
        scheduleExpression: expression,
        scheduleExpressionTimezone: this.args.timezone,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: target.arn,
          roleArn: role.arn,
          input: JSON.stringify(input),
          retryPolicy: { maximumRetryAttempts: 5, maximumEventAgeInSeconds: 3600 },
          // Only deliveries that failed end here; what fails after its delivery is the target's to report.
          deadLetterConfig: { arn: this.deadLetters.arn },
        },
      },
      { parent: this, dependsOn: [policy] },
    );
  }

  /** Only schedules of this group, in this account, may take the role: nobody can use the service as a confused deputy. */
  private role(name: string): aws.iam.Role {
    return new aws.iam.Role(
      `${name}-schedule`,
      {
        assumeRolePolicy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "scheduler.amazonaws.com" },
              Action: "sts:AssumeRole",
              Condition: {
                StringEquals: {
                  "aws:SourceArn": this.group.arn,
                  "aws:SourceAccount": aws.getCallerIdentityOutput().accountId,
                },
              },
            },
          ],
        }),
      },
      { parent: this },
    );
  }

  private policy(name: string, role: aws.iam.Role, target: ScheduleTarget): aws.iam.RolePolicy {
    return new aws.iam.RolePolicy(
      `${name}-schedule`,
      {
        role: role.id,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Action: [target.action], Resource: [target.arn] },
            { Effect: "Allow", Action: ["sqs:SendMessage"], Resource: [this.deadLetters.arn] },
          ],
        }),
      },
      { parent: this },
    );
  }
}
