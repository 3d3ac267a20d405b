import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { arn, physicalName } from "../../engine/arn";
import { AwsError } from "../../engine/awsError";
import { answerJson, type JsonOperation, type JsonProtocol, signedOperation } from "../../engine/awsJson";
import { policyText, readInputs } from "../../engine/inputs";
import type { CloudContext, ResourceFactory, Service } from "../../engine/service";
import {
  type MessageAttribute,
  Queues,
  queueSettings,
  type SqsState,
  type StoredMessage,
  type StoredQueue,
} from "./model";

export interface Sqs extends Service {
  /** Puts a message on a queue; throws AwsError QueueDoesNotExist for an unknown one. */
  send(queueArn: string, body: string, attributes?: Record<string, MessageAttribute>): Promise<void>;
  /** Every queue with the messages in it, for people to look at. */
  queues(): readonly StoredQueue[];
  /** Deletes every message of a queue by its name. */
  purge(queueName: string): Promise<void>;
}

/** Amazon SQS's standard queues: long polling, visibility timeouts, dead letters. Not here: FIFO queues, encryption. */
export function sqs(context: CloudContext): Sqs {
  const queues = new Queues(context.document<SqsState>("sqs", {}));
  const url = (name: string) => `${context.endpointUrl}/${context.accountId}/${name}`;
  const protocol: JsonProtocol = {
    contentType: "application/x-amz-json-1.0",
    operations: { ...queueOperations(queues, url), ...messageOperations(queues) },
    invalidInput: "InvalidParameterValueException",
    errorHeaders: ({ code }) => ({ "x-amzn-query-error": `${olderCodes[code] ?? code};Sender` }),
  };
  return {
    scopes: ["sqs"],
    resources: resources(context, queues, url),
    handle: (request, response) => answerJson(protocol, request, response),
    async send(queueArn, body, attributes) {
      await queues.send(queues.byArn(queueArn), body, attributes);
    },
    queues: () => queues.all(),
    purge: (queueName) => queues.purge(queues.byName(queueName)),
    settle: () => queues.dropUndeclared(),
    async close() {
      queues.close();
    },
  };
}

/** Codes of SQS's former protocol, by which the AWS CLI and older programs still know errors. */
const olderCodes: Record<string, string> = {
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  MessageNotInflight: "AWS.SimpleQueueService.MessageNotInflight",
  UnsupportedOperation: "AWS.SimpleQueueService.UnsupportedOperation",
};

const onQueue = z.object({ QueueUrl: z.string() });
const names = z.array(z.string()).default([]);

function queueOperations(queues: Queues, url: (name: string) => string): Record<string, JsonOperation> {
  return {
    GetQueueUrl: signedOperation(z.object({ QueueName: z.string() }), ({ QueueName }) => ({
      QueueUrl: url(queues.byName(QueueName).name),
    })),
    ListQueues: signedOperation(
      z.object({ QueueNamePrefix: z.string().default("") }),
      ({ QueueNamePrefix }) => ({
        QueueUrls: queues
          .all()
          .filter(({ name }) => name.startsWith(QueueNamePrefix))
          .map(({ name }) => url(name)),
      }),
    ),
    GetQueueAttributes: signedOperation(onQueue.extend({ AttributeNames: names }), (input) => {
      const all = Object.entries(queueAttributes(byUrl(queues, input.QueueUrl)));
      const wanted = (name: string) =>
        input.AttributeNames.includes("All") || input.AttributeNames.includes(name);
      return { Attributes: Object.fromEntries(all.filter(([name]) => wanted(name))) };
    }),
    PurgeQueue: signedOperation(onQueue, async ({ QueueUrl }) => {
      await queues.purge(byUrl(queues, QueueUrl));
      return {};
    }),
    StartMessageMoveTask: signedOperation(
      z.object({ SourceArn: z.string(), DestinationArn: z.string().optional() }),
      async ({ SourceArn, DestinationArn }) => {
        await queues.moveAll(queues.byArn(SourceArn), DestinationArn);
        return { TaskHandle: randomUUID() };
      },
    ),
  };
}

const attributes = z
  .record(
    z.string(),
    z.object({
      DataType: z.string(),
      StringValue: z.string().optional(),
      BinaryValue: z.string().optional(),
    }),
  )
  .optional();
const outgoing = z.object({
  MessageBody: z.string(),
  DelaySeconds: z.number().min(0).max(900).optional(),
  MessageAttributes: attributes,
});
const outgoingBatch = onQueue.extend({
  Entries: z
    .array(outgoing.extend({ Id: z.string() }))
    .min(1)
    .max(10),
});

function messageOperations(queues: Queues): Record<string, JsonOperation> {
  const send = async (queue: StoredQueue, input: z.output<typeof outgoing>) => {
    const message = await queues.send(queue, input.MessageBody, input.MessageAttributes, input.DelaySeconds);
    return { MessageId: message.id, MD5OfMessageBody: md5(message.body) };
  };
  return {
    SendMessage: signedOperation(onQueue.extend(outgoing.shape), (input) =>
      send(byUrl(queues, input.QueueUrl), input),
    ),
    SendMessageBatch: signedOperation(outgoingBatch, async ({ QueueUrl, Entries }) => {
      const queue = byUrl(queues, QueueUrl);
      const Successful = [];
      for (const entry of Entries) Successful.push({ Id: entry.Id, ...(await send(queue, entry)) });
      return { Successful, Failed: [] };
    }),
    ReceiveMessage: receiveOperation(queues),
    DeleteMessage: signedOperation(onQueue.extend({ ReceiptHandle: z.string() }), async (input) => {
      await queues.delete(byUrl(queues, input.QueueUrl), input.ReceiptHandle);
      return {};
    }),
    ChangeMessageVisibility: signedOperation(
      onQueue.extend({ ReceiptHandle: z.string(), VisibilityTimeout: z.number().min(0).max(43_200) }),
      async (input) => {
        await queues.changeVisibility(
          byUrl(queues, input.QueueUrl),
          input.ReceiptHandle,
          input.VisibilityTimeout,
        );
        return {};
      },
    ),
  };
}

const reception = onQueue.extend({
  MaxNumberOfMessages: z.number().min(1).max(10).default(1),
  WaitTimeSeconds: z.number().min(0).max(20).optional(),
  VisibilityTimeout: z.number().min(0).max(43_200).optional(),
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  MessageAttributeNames: names,
});

function receiveOperation(queues: Queues): JsonOperation {
  return signedOperation(reception, async (input, { http }) => {
    const queue = byUrl(queues, input.QueueUrl);
    // A message must not go to somebody who hung up while waiting.
    const hungUp = new AbortController();
    const abort = () => hungUp.abort();
    http.socket.once("close", abort);
    const messages = await queues
      .receive(
        queue,
        input.MaxNumberOfMessages,
        input.WaitTimeSeconds ?? queue.settings.receiveWaitTimeSeconds,
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

/** The part with these names; undefined when there is none, as SQS leaves empty maps out. */
function only<T>(map: Record<string, T>, wanted: (name: string) => boolean): Record<string, T> | undefined {
  const found = Object.entries(map).filter(([name]) => wanted(name));
  return found.length ? Object.fromEntries(found) : undefined;
}

function queueAttributes({
  arn: queueArn,
  settings,
  createdAt,
  messages,
}: StoredQueue): Record<string, string> {
  const now = Date.now();
  const visible = messages.filter(({ visibleAt }) => visibleAt <= now).length;
  const delayed = messages.filter(
    ({ visibleAt, receiveCount }) => visibleAt > now && receiveCount === 0,
  ).length;
  return {
    QueueArn: queueArn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(messages.length - visible - delayed),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(createdAt / 1_000)),
    LastModifiedTimestamp: String(Math.floor(createdAt / 1_000)),
    VisibilityTimeout: String(settings.visibilityTimeoutSeconds),
    MaximumMessageSize: String(settings.maxMessageSize),
    MessageRetentionPeriod: String(settings.messageRetentionSeconds),
    DelaySeconds: String(settings.delaySeconds),
    ReceiveMessageWaitTimeSeconds: String(settings.receiveWaitTimeSeconds),
    ...(settings.redrivePolicy && { RedrivePolicy: settings.redrivePolicy }),
    ...(settings.policy && { Policy: settings.policy }),
  };
}

/** The queue of a URL, whatever host it names: the port changes from run to run. */
function byUrl(queues: Queues, queueUrl: string): StoredQueue {
  if (!URL.canParse(queueUrl)) throw new AwsError("InvalidAddress", `The address ${queueUrl} is not valid.`);
  return queues.byName(new URL(queueUrl).pathname.split("/").at(-1) ?? "");
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

const policyInputs = z.object({ queueUrl: z.string(), policy: policyText });
const redriveInputs = z.object({ queueUrl: z.string(), redrivePolicy: z.string() });

function resources(
  context: CloudContext,
  queues: Queues,
  url: (name: string) => string,
): Record<string, ResourceFactory> {
  return {
    async "aws:sqs/queue:Queue"(request) {
      const settings = readInputs(queueSettings, request);
      const name = physicalName(request);
      const queueArn = arn(context, "sqs", name);
      await queues.declare(name, queueArn, settings);
      return { id: url(name), state: { ...request.inputs, name, arn: queueArn, url: url(name) } };
    },
    async "aws:sqs/queuePolicy:QueuePolicy"(request) {
      const { queueUrl, policy } = readInputs(policyInputs, request);
      await queues.set(byUrl(queues, queueUrl), { policy });
      return { id: queueUrl, state: { ...request.inputs } };
    },
    async "aws:sqs/redrivePolicy:RedrivePolicy"(request) {
      const { queueUrl, redrivePolicy } = readInputs(redriveInputs, request);
      await queues.set(byUrl(queues, queueUrl), { redrivePolicy });
      return { id: queueUrl, state: { ...request.inputs } };
    },
    // Who may use a queue for its dead letters is not checked locally.
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy"({ inputs }) {
      return { id: String(inputs.queueUrl), state: { ...inputs } };
    },
  };
}
