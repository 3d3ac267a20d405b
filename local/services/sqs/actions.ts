import { createHash } from "node:crypto";
import { z } from "zod";
import { type JsonOperation, signedOperation } from "../../engine/awsJson";
import { pageOf } from "../../engine/paging";
import { isVisible, messageAttributes, type StoredMessage, type StoredQueue } from "./model";
import type { Queues } from "./queues";

const onQueue = z.strictObject({ QueueUrl: z.string() });
const names = z.array(z.string()).default([]);

const MAX_QUEUES = 1_000;
const listing = z.strictObject({
  QueueNamePrefix: z.string().default(""),
  MaxResults: z.number().int().min(1).max(MAX_QUEUES).optional(),
  NextToken: z.string().optional(),
});

/**
 * Finding queues (operators) and counting messages (admin page).
 *
 * @param url The address of a queue by its name.
 */
export function queueActions(queues: Queues, url: (name: string) => string): Record<string, JsonOperation> {
  return {
    ListQueues: signedOperation(listing, ({ QueueNamePrefix, MaxResults, NextToken }) => {
      const names = queues.all().map(({ name }) => name);
      const found = names.filter((name) => name.startsWith(QueueNamePrefix)).sort();
      const page = pageOf(found, MaxResults ?? MAX_QUEUES, NextToken, "InvalidParameterValueException");
      return {
        QueueUrls: page.items.length ? page.items.map(url) : undefined,
        // Without a size, SQS lists the first thousand and reports no more.
        NextToken: MaxResults === undefined ? undefined : page.next,
      };
    }),
    GetQueueAttributes: signedOperation(onQueue.extend({ AttributeNames: names }), (input) => {
      const queue = queues.byUrl(input.QueueUrl);
      const all = Object.entries(queueAttributes(queue, queues.messages(queue)));
      const wanted = (name: string) =>
        input.AttributeNames.includes("All") || input.AttributeNames.includes(name);
      return { Attributes: Object.fromEntries(all.filter(([name]) => wanted(name))) };
    }),
  };
}

const outgoing = onQueue.extend({ MessageBody: z.string(), MessageAttributes: messageAttributes });

/** Leaving dead letters (services of AWS), and replaying them (admin page). */
export function messageActions(queues: Queues): Record<string, JsonOperation> {
  return {
    SendMessage: signedOperation(outgoing, async ({ QueueUrl, MessageBody, MessageAttributes }) => {
      const message = await queues.send(queues.byUrl(QueueUrl), MessageBody, MessageAttributes);
      return { MessageId: message.id, MD5OfMessageBody: md5(message.body) };
    }),
    ReceiveMessage: receiveOperation(queues),
    DeleteMessage: signedOperation(onQueue.extend({ ReceiptHandle: z.string() }), async (input) => {
      await queues.delete(queues.byUrl(input.QueueUrl), input.ReceiptHandle);
      return {};
    }),
  };
}

const reception = onQueue.extend({
  MaxNumberOfMessages: z.number().min(1).max(10).default(1),
  WaitTimeSeconds: z.number().min(0).max(20).default(0),
  VisibilityTimeout: z.number().min(0).max(43_200).optional(),
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  MessageAttributeNames: names,
});

function receiveOperation(queues: Queues): JsonOperation {
  return signedOperation(reception, async (input, { http }) => {
    const queue = queues.byUrl(input.QueueUrl);
    // A message must not be delivered to a client that disconnected while waiting.
    const hungUp = new AbortController();
    const abort = () => hungUp.abort();
    http.socket.once("close", abort);
    const messages = await queues
      .receive(
        queue,
        input.MaxNumberOfMessages,
        input.WaitTimeSeconds,
        input.VisibilityTimeout ?? queue.settings.visibilityTimeoutSeconds,
        hungUp.signal,
      )
      .finally(() => http.socket.off("close", abort));
    const system = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
    const own = input.MessageAttributeNames.map((name) => (name === "All" ? ".*" : name));
    return { Messages: messages.map((message) => describeMessage(message, system, own)) };
  });
}

function describeMessage(message: StoredMessage, system: string[], own: string[]) {
  const systemAttributes = {
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ...(message.sourceArn && { DeadLetterQueueSourceArn: message.sourceArn }),
  };
  const Attributes = only(systemAttributes, (name) => system.includes("All") || system.includes(name));
  const MessageAttributes = only(message.attributes, (name) =>
    own.some((wanted) => wanted === name || (wanted.endsWith(".*") && name.startsWith(wanted.slice(0, -2)))),
  );
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    Body: message.body,
    MD5OfBody: md5(message.body),
    Attributes,
    MessageAttributes,
  };
}

/** Returns the entries with these names; undefined if there are none, because SQS omits empty maps. */
function only<T>(map: Record<string, T>, wanted: (name: string) => boolean): Record<string, T> | undefined {
  const found = Object.entries(map).filter(([name]) => wanted(name));
  return found.length ? Object.fromEntries(found) : undefined;
}

function queueAttributes(
  { arn: queueArn, settings, createdAt }: StoredQueue,
  messages: StoredMessage[],
): Record<string, string> {
  const now = Date.now();
  const visible = messages.filter((message) => isVisible(message, now)).length;
  return {
    QueueArn: queueArn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(messages.length - visible),
    CreatedTimestamp: String(Math.floor(createdAt / 1_000)),
    VisibilityTimeout: String(settings.visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(settings.messageRetentionSeconds),
    ...(settings.redrivePolicy && { RedrivePolicy: settings.redrivePolicy }),
    ...(settings.policy && { Policy: settings.policy }),
  };
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
