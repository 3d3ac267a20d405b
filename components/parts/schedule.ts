import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { isTimeZone } from "../../domain/values/day";
import { isScheduleExpression } from "../config/scheduleExpression";
import { DeadLetterQueue, type ReplayableQueue } from "./deadLetterQueue";
import { trustPolicy } from "./trustPolicy";

export interface ScheduleArgs {
  /** Description of the scheduled action in one sentence. */
  description: string;
  /** `cron(minutes hours day-of-month month day-of-week year)` with one `?`, or `rate(5 minutes)`. */
  expression: string;
  /** IANA zone of the expression. */
  timezone: string;
  target: ScheduleTarget;
  /** Input of the target; `<aws.scheduler.scheduled-time>` is replaced by the scheduled time, UTC. Default `{}`. */
  input?: Record<string, string>;
  /** Topic that is notified of events that could not be delivered. */
  alarmTopicArn: pulumi.Input<string>;
}

export interface ScheduleTarget {
  arn: pulumi.Input<string>;
  /** The only action that the schedule may perform on the target. */
  action: "lambda:InvokeFunction" | "states:StartExecution";
}

/**
 * Starts a function or a state machine on schedule. A failed delivery is retried for an hour, then kept in a queue that
 * raises an alarm. The outcome in the target is not the schedule's concern.
 */
export class Schedule extends pulumi.ComponentResource {
  /** Events that it could not deliver. */
  readonly deadLetters: ReplayableQueue;

  constructor(name: string, args: ScheduleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:Schedule", name, {}, opts);
    validate(name, args);

    const group = new aws.scheduler.ScheduleGroup(name, {}, { parent: this });
    const undelivered = new DeadLetterQueue(
      `${name}-undelivered`,
      {
        alarmTopicArn: args.alarmTopicArn,
        contents: `events that the schedule ${name} could not deliver`,
      },
      { parent: this },
    );
    const role = this.role(name, group);
    const policy = this.policy(name, role, args.target, undelivered);
    this.schedule(name, args, { group, role, policy, undelivered });

    this.deadLetters = {
      name: `${name}-undelivered`,
      queue: undelivered,
      target: args.target.arn,
      action: args.target.action,
    };
    this.registerOutputs({});
  }

  /** Only the schedules of this one group may assume the role, not another customer's (the confused deputy). */
  private role(name: string, group: aws.scheduler.ScheduleGroup): aws.iam.Role {
    return new aws.iam.Role(
      name,
      {
        assumeRolePolicy: trustPolicy("scheduler", {
          StringEquals: {
            "aws:SourceAccount": aws.getCallerIdentityOutput({}, { parent: this }).accountId,
            "aws:SourceArn": group.arn,
          },
        }),
      },
      { parent: this },
    );
  }

  private policy(
    name: string,
    role: aws.iam.Role,
    target: ScheduleTarget,
    undelivered: DeadLetterQueue,
  ): aws.iam.RolePolicy {
    return new aws.iam.RolePolicy(
      name,
      {
        role: role.id,
        policy: {
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Action: target.action, Resource: target.arn },
            { Effect: "Allow", Action: "sqs:SendMessage", Resource: undelivered.arn },
          ],
        },
      },
      { parent: this },
    );
  }

  private schedule(name: string, args: ScheduleArgs, parts: ScheduleParts): void {
    new aws.scheduler.Schedule(
      name,
      {
        description: args.description,
        groupName: parts.group.name,
        scheduleExpression: args.expression,
        scheduleExpressionTimezone: args.timezone,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: args.target.arn,
          roleArn: parts.role.arn,
          input: JSON.stringify(args.input ?? {}),
          retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3600 },
          deadLetterConfig: { arn: parts.undelivered.arn },
        },
      },
      // EventBridge checks the role when the schedule is created, and rejects one without its permissions.
      { parent: this, dependsOn: [parts.policy] },
    );
  }
}

interface ScheduleParts {
  group: aws.scheduler.ScheduleGroup;
  role: aws.iam.Role;
  policy: aws.iam.RolePolicy;
  undelivered: DeadLetterQueue;
}

function validate(name: string, { expression, timezone }: ScheduleArgs): void {
  if (!isScheduleExpression(expression)) {
    throw new Error(
      `Schedule \`${name}\`: \`expression\` must be cron(…) with six fields or rate(…), not ${expression}.`,
    );
  }
  if (!isTimeZone(timezone)) {
    throw new Error(
      `Schedule \`${name}\`: \`timezone\` must be a zone such as Europe/Berlin, not ${timezone}.`,
    );
  }
}
