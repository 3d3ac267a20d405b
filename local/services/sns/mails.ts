import type { CloudContext, Mail } from "../../engine/service";
import type { StoredSubscription } from "./model";

/** The email that asks an address to confirm its subscription. */
export function confirmationMail(context: CloudContext, subscription: StoredSubscription): Mail {
  const { topicArn, token } = subscription;
  const href = link(context, { Action: "ConfirmSubscription", TopicArn: topicArn, Token: token });
  return {
    to: subscription.endpoint,
    subject: "AWS Notification - Subscription Confirmation",
    text: [
      "You have chosen to subscribe to the topic:",
      topicArn,
      "",
      "To confirm this subscription, click or visit the link below (If this was in error no action is necessary):",
      href,
    ].join("\n"),
    links: [{ label: "Confirm subscription", href }],
  };
}

/** A notification as an SNS email, with the link that ends the subscription. */
export function notificationMail(
  context: CloudContext,
  subscription: StoredSubscription,
  subject: string | undefined,
  message: string,
): Mail {
  const href = unsubscribeLink(context, subscription);
  return {
    to: subscription.endpoint,
    subject: subject ?? "AWS Notification Message",
    text: [
      message,
      "",
      "--",
      "If you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:",
      href,
    ].join("\n"),
    links: [{ label: "Unsubscribe", href }],
  };
}

/** Ends the subscription when a browser follows it. */
function unsubscribeLink(context: CloudContext, { arn }: StoredSubscription): string {
  return link(context, { Action: "Unsubscribe", SubscriptionArn: arn });
}

function link(context: CloudContext, parameters: Record<string, string>): string {
  return `${context.endpointUrl}/?${new URLSearchParams(parameters)}`;
}
