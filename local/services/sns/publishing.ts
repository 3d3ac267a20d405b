import { randomUUID } from "node:crypto";
import { AwsError } from "../../engine/awsError";
import { MAX_MESSAGE_BYTES } from "../../engine/messages";
import type { CloudContext } from "../../engine/service";
import { parseFilterPolicy, passesFilter } from "./filterPolicy";
import { notificationMail } from "./mails";
import { isQueue, type MessageAttributes, type StoredSubscription } from "./model";
import type { Topics } from "./topics";

interface Notification {
  topicArn: string;
  subject?: string;
  message: string;
  attributes: MessageAttributes;
}

/** Begins with a letter, digit or punctuation mark, up to 100 characters of ASCII, no line break. */
const SUBJECT = /^[\x21-\x7e][\x20-\x7e]{0,99}$/;

/**
 * Delivers to every confirmed subscription whose filter lets the message through, and returns the message's ID. Unlike SNS
 * it waits for the deliveries, and a failed one fails the call: locally that is a mistake in the program which should be seen.
 */
export async function publish(
  context: CloudContext,
  topics: Topics,
  notification: Notification,
): Promise<string> {
  topics.attributes(notification.topicArn);
  check(notification);
  const { topicArn, subject, message } = notification;
  const receivers = topics.subscriptions(topicArn).filter((one) => receives(one, notification));
  const messageId = randomUUID();
  const deliveries = receivers.map((one) =>
    isQueue(one)
      ? context.sendToQueue(one.endpoint, JSON.stringify(envelope(messageId, notification)))
      : context.deliverMail(notificationMail(context, one, subject, message)),
  );
  for (const delivery of await Promise.allSettled(deliveries)) {
    if (delivery.status === "rejected") throw delivery.reason;
  }
  return messageId;
}

/** A message as a queue gets it. https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html */
function envelope(MessageId: string, { topicArn, subject, message }: Notification) {
  const what = { TopicArn: topicArn, ...(subject && { Subject: subject }), Message: message };
  return { Type: "Notification", MessageId, ...what, Timestamp: new Date().toISOString() };
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
