import { z } from "zod";
import { arn, physicalName } from "../../engine/arn";
import { policyText, readInputs } from "../../engine/inputs";
import type { CloudContext, ResourceFactory } from "../../engine/service";
import { queueSettings } from "./model";
import type { Queues } from "./queues";

/** Strict: an unsupported setting would change the queue's behavior. */
const queueInputs = z.strictObject({
  ...queueSettings.shape,
  name: z.string().optional(),
  sqsManagedSseEnabled: z.boolean().optional(),
});
const policyInputs = z.object({ queueUrl: z.string(), policy: policyText });

export function queueResources(
  context: CloudContext,
  queues: Queues,
  url: (name: string) => string,
): Record<string, ResourceFactory> {
  return {
    async "aws:sqs/queue:Queue"(request) {
      const settings = queueSettings.parse(readInputs(queueInputs, request));
      const name = physicalName(request);
      const queueArn = arn(context, "sqs", name);
      await queues.declare(name, queueArn, settings);
      return { id: url(name), state: { ...request.inputs, name, arn: queueArn, url: url(name) } };
    },
    async "aws:sqs/queuePolicy:QueuePolicy"(request) {
      const { queueUrl, policy } = readInputs(policyInputs, request);
      await queues.set(queues.byUrl(queueUrl), { policy });
      return { id: queueUrl, state: { ...request.inputs } };
    },
  };
}
