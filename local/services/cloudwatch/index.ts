import { z } from "zod";
import { arn, physicalName } from "../../engine/arn";
import { type JsonProtocol, signedOperation } from "../../engine/awsJson";
import { answerBoth, type FormerProtocol } from "../../engine/awsQuery";
import { pageOf } from "../../engine/paging";
import type { CloudContext, ResourceRequest, ResourceResult, Service } from "../../engine/service";

/** The inputs of `aws.cloudwatch.MetricAlarm` that matter here. */
interface AlarmInputs {
  alarmDescription?: string;
  alarmActions?: string[];
  namespace?: string;
  metricName?: string;
  dimensions?: Record<string, string>;
  threshold?: number;
}

interface LocalAlarm extends AlarmInputs {
  name: string;
  arn: string;
  /** Epoch milliseconds. */
  createdAt: number;
}

interface Judgement {
  StateValue: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  StateReason: string;
  /** The time it began, epoch seconds. */
  StateUpdatedTimestamp: number;
}

/** Contents of a queue that an alarm evaluates. Times are in epoch milliseconds. */
export interface QueueContents {
  /** The time each message was sent. */
  sentAt: number[];
  /** The time a message last left the queue, or the queue was created. */
  changedAt: number;
}

const describeAlarms = z.strictObject({
  ActionPrefix: z.string().default(""),
  AlarmNamePrefix: z.string().default(""),
  AlarmNames: z.array(z.string()).optional(),
  StateValue: z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"]).optional(),
  MaxRecords: z.number().int().min(1).max(100).default(50),
  NextToken: z.string().optional(),
});

type DescribeAlarms = z.infer<typeof describeAlarms>;

/** The alarms of the program, and the state of each. */
class Alarms {
  private readonly alarms = new Map<string, LocalAlarm>();

  constructor(
    private readonly context: CloudContext,
    private readonly contentsOf: (queueName: string) => QueueContents | undefined,
  ) {}

  create(request: ResourceRequest): ResourceResult {
    const inputs: AlarmInputs = request.inputs;
    const name = physicalName(request);
    const alarmArn = arn(this.context, "cloudwatch", `alarm:${name}`);
    this.alarms.set(name, { ...inputs, name, arn: alarmArn, createdAt: Date.now() });
    return { id: name, state: { ...request.inputs, name, arn: alarmArn } };
  }

  /** For the admin page, which lists the alarms of a topic, and operators, who look for a name. */
  describe({ ActionPrefix, AlarmNamePrefix, AlarmNames, StateValue, ...page }: DescribeAlarms) {
    const found = [...this.alarms.values()]
      .filter(({ name }) => name.startsWith(AlarmNamePrefix) && (AlarmNames?.includes(name) ?? true))
      .filter(
        ({ alarmActions = [] }) =>
          ActionPrefix === "" || alarmActions.some((action) => action.startsWith(ActionPrefix)),
      )
      .map((alarm) => ({
        AlarmName: alarm.name,
        AlarmArn: alarm.arn,
        AlarmDescription: alarm.alarmDescription,
        AlarmActions: alarm.alarmActions,
        Namespace: alarm.namespace,
        MetricName: alarm.metricName,
        Threshold: alarm.threshold,
        ...this.judge(alarm),
      }))
      .filter((alarm) => StateValue === undefined || alarm.StateValue === StateValue);
    const { items, next } = pageOf(found, page.MaxRecords, page.NextToken, "InvalidNextToken");
    return { MetricAlarms: items, NextToken: next };
  }

  private judge({ namespace, dimensions, threshold = 0, createdAt }: LocalAlarm): Judgement {
    const contents = namespace === "AWS/SQS" ? this.contentsOf(dimensions?.QueueName ?? "") : undefined;
    if (contents === undefined) {
      return {
        StateValue: "INSUFFICIENT_DATA",
        StateReason: "There are no metrics on this machine.",
        StateUpdatedTimestamp: createdAt / 1_000,
      };
    }
    const { sentAt, changedAt } = contents;
    // Send time of the message that took the queue over the threshold.
    const exceededAt = sentAt.toSorted((left, right) => left - right)[threshold];
    return {
      StateValue: exceededAt === undefined ? "OK" : "ALARM",
      StateReason: `The queue holds ${sentAt.length} messages; the threshold is ${threshold}.`,
      StateUpdatedTimestamp: (exceededAt ?? changedAt) / 1_000,
    };
  }
}

/**
 * CloudWatch's alarms. There are no metrics on this machine, so all of them wait for data but those on queues, which are
 * asked for what they hold.
 *
 * @param contentsOf Returns the contents of a queue; undefined for an unknown one.
 */
export function cloudwatch(
  context: CloudContext,
  contentsOf: (queueName: string) => QueueContents | undefined,
): Service {
  const alarms = new Alarms(context, contentsOf);
  const protocol: JsonProtocol = {
    contentType: "application/x-amz-json-1.0",
    invalidInput: "ValidationError",
    operations: { DescribeAlarms: signedOperation(describeAlarms, (input) => alarms.describe(input)) },
  };
  return {
    scopes: ["monitoring"],
    resources: { "aws:cloudwatch/metricAlarm:MetricAlarm": (request) => alarms.create(request) },
    handle: (request, response) => answerBoth(protocol, FORMER_PROTOCOL, request, response),
  };
}

/** As the AWS CLI and boto3 of before autumn 2025 ask. */
const FORMER_PROTOCOL: FormerProtocol = {
  namespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
  input: ({ MaxRecords, ...input }) => ({
    ...input,
    ...(MaxRecords !== undefined && { MaxRecords: Number(MaxRecords) }),
  }),
  results: {
    DescribeAlarms: (output) => {
      const { MetricAlarms, ...page }: Partial<ReturnType<Alarms["describe"]>> = output;
      const member = MetricAlarms?.map(({ AlarmActions, StateUpdatedTimestamp, ...alarm }) => ({
        ...alarm,
        AlarmActions: { member: AlarmActions },
        StateUpdatedTimestamp: new Date(StateUpdatedTimestamp * 1_000).toISOString(),
      }));
      return { ...page, MetricAlarms: { member } };
    },
  },
};
