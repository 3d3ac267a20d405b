import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { tlsOnly } from "../documents/tlsOnly";
import { Alarm } from "./alarm";
import { DeadLetterQueue } from "./deadLetterQueue";

export interface WorkQueueArgs {
  /** Topic that is notified when messages wait for too long, or were given up. */
  alarmTopicArn: pulumi.Input<string>;
  /** Contents of the queue for the alarms' texts, for example "notices of receipts". */
  contents: string;
  /** Name of the queue for messages that could not be handled. */
  failuresName: string;
  /** AWS services that send messages, each on behalf of one resource. */
  senders: readonly { sid: string; service: string; sourceArn: pulumi.Input<string> }[];
  /** The longest that handling a message takes. */
  timeoutSeconds: number;
}

/**
 * Lambda may hold a message for up to six times its timeout:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const TIMEOUTS = 6;

/** Number of receives of a message before it is given up. */
const MAX_RECEIVES = 3;

/** Age of the oldest message that raises the alarm. */
const WAITING_SECONDS = 900;

/**
 * A queue of work for a function: encrypted, TLS only, with alarms; messages that failed three times go to a queue of
 * dead letters.
 */
export class WorkQueue extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly failures: DeadLetterQueue;
  /** Dependencies for configuring a service to send to the queue: it tests whether it may send. */
  readonly policy: aws.sqs.QueuePolicy;

  constructor(name: string, args: WorkQueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super("expenses:index:WorkQueue", name, {}, opts);

    const { alarmTopicArn, contents, failuresName, timeoutSeconds } = args;
    this.failures = new DeadLetterQueue(
      failuresName,
      { alarmTopicArn, contents: `${contents} that could not be handled` },
      { parent: this },
    );
    const queue = new aws.sqs.Queue(
      name,
      {
        sqsManagedSseEnabled: true,
        visibilityTimeoutSeconds: TIMEOUTS * timeoutSeconds,
        redrivePolicy: pulumi.jsonStringify({
          deadLetterTargetArn: this.failures.arn,
          maxReceiveCount: MAX_RECEIVES,
        }),
      },
      { parent: this },
    );
    this.policy = this.restrict(name, queue, args);
    this.waitingAlarm(name, queue, args);

    this.arn = queue.arn;
    this.url = queue.url;
    this.registerOutputs({ arn: this.arn, url: this.url });
  }

  private restrict(name: string, queue: aws.sqs.Queue, { senders }: WorkQueueArgs): aws.sqs.QueuePolicy {
    const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
    return new aws.sqs.QueuePolicy(
      name,
      {
        queueUrl: queue.url,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            ...senders.map(({ sid, service, sourceArn }) => ({
              Sid: sid,
              Effect: "Allow",
              Principal: { Service: service },
              Action: "sqs:SendMessage",
              Resource: queue.arn,
              // The ARN of a bucket contains no account, so S3 states its owner. That of a topic does, and SNS is not
              // documented to state more.
              Condition: {
                ArnEquals: { "aws:SourceArn": sourceArn },
                StringEqualsIfExists: { "aws:SourceAccount": accountId },
              },
            })),
            tlsOnly("sqs:*", queue.arn),
          ],
        }),
      },
      { parent: this },
    );
  }

  private waitingAlarm(name: string, queue: aws.sqs.Queue, { contents, alarmTopicArn }: WorkQueueArgs): void {
    new Alarm(
      `${name}-waiting`,
      {
        description: `The oldest of the ${contents} has waited for more than ${WAITING_SECONDS / 60} minutes.`,
        namespace: "AWS/SQS",
        metricName: "ApproximateAgeOfOldestMessage",
        dimensions: { QueueName: queue.name },
        statistic: "Maximum",
        threshold: WAITING_SECONDS,
        topicArn: alarmTopicArn,
      },
      { parent: this },
    );
  }
}
