import { GetSubscriptionAttributesCommand, NotFoundException, type SNSClient } from "@aws-sdk/client-sns";
import type { AlertSubscription } from "./alertSchemas";

/** The state of a subscription according to SNS: one that was ended by the link in an email is off. */
export async function subscriptionState(
  sns: SNSClient,
  subscriptionArn: string,
): Promise<AlertSubscription["state"]> {
  try {
    const { Attributes } = await sns.send(
      new GetSubscriptionAttributesCommand({ SubscriptionArn: subscriptionArn }),
    );
    return Attributes?.PendingConfirmation === "true" ? "pending" : "on";
  } catch (error) {
    if (error instanceof NotFoundException) return "off";
    throw error;
  }
}
