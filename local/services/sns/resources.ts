import { z } from "zod";
import { arn, physicalName } from "../../engine/arn";
import { policyText, readInputs } from "../../engine/inputs";
import type { CloudContext, ResourceFactory } from "../../engine/service";
import { PROTOCOL } from "./model";
import type { Topics } from "./topics";

const topicInputs = z.object({
  displayName: z.string().optional(),
  policy: policyText.optional(),
  kmsMasterKeyId: z.string().optional(),
  fifoTopic: z.literal(false, "FIFO topics are not supported by the local cloud.").optional(),
});
const subscriptionInputs = z.strictObject({
  topic: z.string(),
  protocol: z.enum([PROTOCOL, "sqs"], "The local cloud delivers to email addresses and queues only."),
  endpoint: z.string(),
  filterPolicy: z.string().optional(),
});

export function topicResources(context: CloudContext, topics: Topics): Record<string, ResourceFactory> {
  return {
    "aws:sns/topic:Topic"(request) {
      const { displayName, policy, kmsMasterKeyId } = readInputs(topicInputs, request);
      const name = physicalName(request);
      const topicArn = arn(context, "sns", name);
      topics.addTopic(topicArn, {
        ...(displayName && { DisplayName: displayName }),
        ...(policy && { Policy: policy }),
        ...(kmsMasterKeyId && { KmsMasterKeyId: kmsMasterKeyId }),
      });
      return { id: topicArn, state: { ...request.inputs, name, arn: topicArn, owner: context.accountId } };
    },
    // Permissions are not checked locally.
    "aws:sns/topicPolicy:TopicPolicy"({ inputs }) {
      return { id: String(inputs.arn), state: { ...inputs, owner: context.accountId } };
    },
    async "aws:sns/topicSubscription:TopicSubscription"(request) {
      const { topic, endpoint, filterPolicy } = readInputs(subscriptionInputs, request);
      const made = await topics.declare(request.name, topic, endpoint, filterPolicy);
      const state = { arn: made.arn, ownerId: context.accountId, pendingConfirmation: made.pending };
      return { id: made.arn, state: { ...request.inputs, ...state } };
    },
  };
}
