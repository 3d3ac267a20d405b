import { z } from "zod";
import { arn, physicalName } from "../../engine/arn";
import { answerJson, type JsonProtocol, signedOperation } from "../../engine/awsJson";
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
}

type Judgement = { StateValue: "OK" | "ALARM" | "INSUFFICIENT_DATA"; StateReason: string };

const describeAlarms = z.object({
  ActionPrefix: z.string().default(""),
  AlarmNamePrefix: z.string().default(""),
  AlarmNames: z.array(z.string()).optional(),
});

/**
 * CloudWatch's alarms. There are no metrics on this machine, so all of them wait for data but those on queues, which are
 * asked for what they hold.
 *
 * @param messagesIn How many messages a queue holds; undefined for an unknown one.
 */
export function cloudwatch(
  context: CloudContext,
  messagesIn: (queueName: string) => number | undefined,
): Service {
  const alarms = new Map<string, LocalAlarm>();
  const startedAt = Date.now();

  const createAlarm: ResourceFactory = (request) => {
    const inputs: AlarmInputs = request.inputs;
    const name = physicalName(request);
    const alarm = { ...inputs, name, arn: arn(context, "cloudwatch", `alarm:${name}`) };
    alarms.set(name, alarm);
    return { id: name, state: { ...request.inputs, name, arn: alarm.arn } };
  };

  function judge({ namespace, dimensions, threshold = 0 }: AlarmInputs): Judgement {
    const messages = namespace === "AWS/SQS" ? messagesIn(dimensions?.QueueName ?? "") : undefined;
    if (messages === undefined) {
      return { StateValue: "INSUFFICIENT_DATA", StateReason: "There are no metrics on this machine." };
    }
    return {
      StateValue: messages > threshold ? "ALARM" : "OK",
      StateReason: `The queue holds ${messages} messages; the threshold is ${threshold}.`,
    };
  }

  const protocol: JsonProtocol = {
    contentType: "application/x-amz-json-1.0",
    invalidInput: "ValidationError",
    operations: {
      DescribeAlarms: signedOperation(describeAlarms, ({ ActionPrefix, AlarmNamePrefix, AlarmNames }) => ({
        MetricAlarms: [...alarms.values()]
          .filter(({ name }) => name.startsWith(AlarmNamePrefix) && (AlarmNames?.includes(name) ?? true))
          .filter(({ alarmActions = [] }) => alarmActions.some((action) => action.startsWith(ActionPrefix)))
          .map((alarm) => ({
            AlarmName: alarm.name,
            AlarmArn: alarm.arn,
            AlarmDescription: alarm.alarmDescription,
            AlarmActions: alarm.alarmActions,
            Namespace: alarm.namespace,
            MetricName: alarm.metricName,
            Threshold: alarm.threshold,
            // Epoch seconds.
            StateUpdatedTimestamp: startedAt / 1000,
            ...judge(alarm),
          })),
      })),
    },
  };

  return {
    scopes: ["monitoring"],
    resources: { "aws:cloudwatch/metricAlarm:MetricAlarm": createAlarm },
    handle: (request, response) => answerJson(protocol, request, response),
  };
}
