import { z } from "zod";
import { arn, physicalName } from "../../engine/arn";
import { answerJson, type JsonProtocol, signedOperation } from "../../engine/awsJson";
import { pageOf } from "../../engine/paging";
import type { CloudContext, ResourceFactory, Service } from "../../engine/service";

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
  /** Since when, epoch seconds. */
  StateUpdatedTimestamp: number;
}

/** Contents of a queue that an alarm evaluates. Times are in epoch milliseconds. */
export interface QueueContents {
  /** When each message was sent. */
  sentAt: number[];
  /** When a message last left the queue, or when the queue was created. */
  changedAt: number;
}

const describeAlarms = z.object({
  ActionPrefix: z.string().default(""),
  AlarmNamePrefix: z.string().default(""),
  AlarmNames: z.array(z.string()).optional(),
  StateValue: z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"]).optional(),
  MaxRecords: z.number().int().min(1).max(100).default(50),
  NextToken: z.string().optional(),
});

/**
 * CloudWatch's alarms. There are no metrics on this machine, so all of them lack data except those on queues, whose
 * contents are read.
 */
export function cloudwatch(
  context: CloudContext,
  contentsOf: (queueName: string) => QueueContents | undefined,
): Service {
  const alarms = new Map<string, LocalAlarm>();

  const createAlarm: ResourceFactory = (request) => {
    const inputs: AlarmInputs = request.inputs;
    const name = physicalName(request);
    const alarmArn = arn(context, "cloudwatch", `alarm:${name}`);
    const alarm = { ...inputs, name, arn: alarmArn, createdAt: Date.now() };
    alarms.set(name, alarm);
    return { id: name, state: { ...request.inputs, name, arn: alarm.arn } };
  };

  function judge({ namespace, dimensions, threshold = 0, createdAt }: LocalAlarm): Judgement {
    const contents = namespace === "AWS/SQS" ? contentsOf(dimensions?.QueueName ?? "") : undefined;
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

  const protocol: JsonProtocol = {
    contentType: "application/x-amz-json-1.0",
    invalidInput: "ValidationError",
    operations: {
      // The admin page lists the alarms of a topic; operators look for a name.
      DescribeAlarms: signedOperation(describeAlarms, (input) => {
        const { ActionPrefix, AlarmNamePrefix, AlarmNames, StateValue } = input;
        const found = [...alarms.values()]
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
            ...judge(alarm),
          }))
          .filter((alarm) => StateValue === undefined || alarm.StateValue === StateValue);
        const { items, next } = pageOf(found, input.MaxRecords, input.NextToken, "InvalidNextToken");
        return { MetricAlarms: items, NextToken: next };
      }),
    },
  };

  return {
    scopes: ["monitoring"],
    resources: { "aws:cloudwatch/metricAlarm:MetricAlarm": createAlarm },
    handle: (request, response) => answerJson(protocol, request, response),
  };
}
