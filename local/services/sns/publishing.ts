import { randomUUID } from "node:crypto";
import { AwsError } from "../../engine/awsError";
import type { CloudContext } from "../../engine/service";
import { parseFilterPolicy, passesFilter } from "./filterPolicy";
import { notificationMail, unsubscribeLink } from "./mails";
import type { MessageAttributes, StoredSubscription } from "./model";
import type { Topics } from "./topics";

export interface Notification {
  topicArn: string;
  subject?: string;
  message: string;
  attributes: MessageAttributes;
}

/** The same for all who receive it. */
interface Published extends Notification {
  messageId: string;
  at: Date;
}

const MAX_MESSAGE_BYTES = 262_144;
/** Begins with a letter, digit or punctuation mark, up to 100 characters of ASCII, no line break. */
const SUBJECT = /^[\x21-\x7e][\x20-\x7e]{0,99}$/;

/**
 * Delivers to every confirmed subscription whose filter lets the message through, and returns the message's id. Unlike SNS
 * it waits for the deliveries, and a failed one fails the call: locally that is a mistake in the program which should be seen.
 */
export async function publish(
  context: CloudContext,
  topics: Topics,
  notification: Notification,
): Promise<string> {
  topics.attributes(notification.topicArn);
  check(notification);
  const published = { ...notification, messageId: randomUUID(), at: new Date() };
  const receivers = topics.subscriptions(notification.topicArn).filter((one) => receives(one, notification));
  const deliveries = receivers.map((one) => deliver(context, one, published));
  for (const delivery of await Promise.allSettled(deliveries)) {
    if (delivery.status === "rejected") throw delivery.reason;
  }
  return published.messageId;
}

function check({ subject, message, attributes }: Notification): void {
  const fault = (what: string) => new AwsError("InvalidParameter", `Invalid parameter: ${what}`);
  if (subject !== undefined && !SUBJECT.test(subject)) throw fault("Subject");
  if (message === "") throw fault("Empty message");
  if (Buffer.byteLength(message) + Buffer.byteLength(JSON.stringify(attributes)) > MAX_MESSAGE_BYTES) {
    throw fault("Message too long");
  }
}

function receives({ pending, attributes }: StoredSubscription, notification: Notification): boolean {
  if (pending) return false;
  const { FilterPolicy } = attributes;
  return !FilterPolicy || passesFilter(parseFilterPolicy(FilterPolicy), notification.attributes);
}

async function deliver(
  context: CloudContext,
  subscription: StoredSubscription,
  notification: Published,
): Promise<void> {
  const { protocol, endpoint } = subscription;
  const { subject, message } = notification;
  if (protocol === "email")
    return context.deliverMail(notificationMail(context, subscription, subject, message));
  const envelope = describe(context, subscription, notification);
  if (protocol === "sqs") return context.sendToQueue(endpoint, JSON.stringify(envelope.queue));
  const record = { EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn: subscription.arn };
  await context.invoke(endpoint, { Records: [{ ...record, Sns: envelope.lambda }] }, "Event");
}

/** The notification as queues and functions get it; they name a few members differently. */
function describe(
  context: CloudContext,
  subscription: StoredSubscription,
  { topicArn, subject, message, attributes, messageId, at }: Published,
) {
  const common = {
    Type: "Notification",
    MessageId: messageId,
    TopicArn: topicArn,
    Subject: subject,
    Message: message,
    Timestamp: at.toISOString(),
    SignatureVersion: "1",
    // There is nothing to verify locally; the members exist for code that expects them.
    Signature: "local",
  };
  const certificate = `${context.endpointUrl}/SimpleNotificationService.pem`;
  const unsubscribe = unsubscribeLink(context, subscription);
  const named = Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType, Value: StringValue ?? BinaryValue ?? "" },
    ]),
  );
  return {
    lambda: {
      ...common,
      Subject: subject ?? null,
      SigningCertUrl: certificate,
      UnsubscribeUrl: unsubscribe,
      MessageAttributes: named,
    },
    queue: {
      ...common,
      SigningCertURL: certificate,
      UnsubscribeURL: unsubscribe,
      ...(Object.keys(named).length && { MessageAttributes: named }),
    },
  };
}
