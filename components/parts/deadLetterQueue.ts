import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DeadLetterSource } from "../../domain/jobs/deadLetters";
import { DAY_SECONDS } from "../../domain/values/duration";
import { tlsOnly } from "../documents/tlsOnly";
import { Alarm } from "./alarm";

export interface DeadLetterQueueArgs {
  /** Topic that is notified when the queue contains messages. */
  alarmTopicArn: pulumi.Input<string>;
  /** Contents of the queue for the alarm's text, for example "events that sweepAlerts could not handle". */
  contents: string;
}

/** A queue whose events can be started again. */
export interface ReplayableQueue extends Pick<DeadLetterSource, "name" | "action"> {
  queue: DeadLetterQueue;
  /** ARN of the function or state machine that the events were for. */
  target: pulumi.Input<string>;
}

/** The logical name of the queue for what a function could not handle. */
export const failuresOf = (functionName: string) => `${functionName}-failures`;

const FOURTEEN_DAYS = 14 * DAY_SECONDS;

/**
 * A queue of events that could not be handled: encrypted, TLS only, kept for 14 days (SQS's maximum), with an alarm.
 */
export class DeadLetterQueue extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: DeadLetterQueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:DeadLetterQueue", name, {}, opts);

    const queue = new aws.sqs.Queue(
      name,
      { messageRetentionSeconds: FOURTEEN_DAYS, sqsManagedSseEnabled: true },
      { parent: this },
    );
    this.requireTls(name, queue);
    this.alarm(name, queue, args);

    this.arn = queue.arn;
    this.url = queue.url;
    this.registerOutputs({ arn: this.arn, url: this.url });
  }

  private requireTls(name: string, queue: aws.sqs.Queue): void {
    new aws.sqs.QueuePolicy(
      name,
      {
        queueUrl: queue.url,
        policy: {
          Version: "2012-10-17",
          Statement: [tlsOnly("sqs:*", queue.arn)],
        },
      },
      { parent: this },
    );
  }

  private alarm(name: string, queue: aws.sqs.Queue, args: DeadLetterQueueArgs): void {
    new Alarm(
      name,
      {
        description: `The dead-letter queue holds ${args.contents}.`,
        namespace: "AWS/SQS",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: queue.name },
        statistic: "Maximum",
        threshold: 0,
        topicArn: args.alarmTopicArn,
      },
      { parent: this },
    );
  }
}
