import type { JsonProtocol } from "../../engine/awsJson";
import { answerBoth } from "../../engine/awsQuery";
import type { CloudContext, Service } from "../../engine/service";
import { messageActions, queueActions } from "./actions";
import { FORMER_PROTOCOL } from "./former";
import type { StoredMessage, StoredQueue } from "./model";
import { Queues } from "./queues";
import { queueResources } from "./resources";
import { QueueStore } from "./store";

/** A queue as a consumer of its messages. */
export interface QueueSource {
  /** Waits for up to the given number of messages. They are invisible for the queue's timeout. */
  receive(max: number, gone: AbortSignal): Promise<StoredMessage[]>;
  delete(message: StoredMessage): Promise<void>;
  /** Every message in it, whether it can be received now or not. */
  messages(): readonly StoredMessage[];
}

export interface Sqs extends Service {
  /**
   * Puts a message on a queue.
   *
   * @throws AwsError QueueDoesNotExist for an unknown queue.
   */
  send: CloudContext["sendToQueue"];
  /** The messages of a queue for a consumer that is called with them. */
  source(queueArn: string): QueueSource;
  /** Every queue with the messages in it, for people to look at. */
  queues(): readonly StoredQueue[];
  /** Deletes every message of a queue by its name. */
  purge(queueName: string): Promise<void>;
}

/**
 * Amazon SQS's standard queues: long polling, visibility timeouts, dead letters. Not here: FIFO queues, encryption.
 *
 * @throws LocalCloudError if the data is damaged.
 */
export async function sqs(context: CloudContext): Promise<Sqs> {
  const queues = new Queues(await QueueStore.open(context.dataDir));
  const url = (name: string) => `${context.endpointUrl}/${context.accountId}/${name}`;
  const protocol: JsonProtocol = {
    contentType: "application/x-amz-json-1.0",
    operations: { ...queueActions(queues, url), ...messageActions(queues) },
    invalidInput: "InvalidParameterValueException",
    errorHeaders: ({ code }) => ({
      "x-amzn-query-error": `${FORMER_PROTOCOL.errorCodes?.[code] ?? code};Sender`,
    }),
  };
  return {
    scopes: ["sqs"],
    resources: queueResources(context, queues, url),
    handle: (request, response) => answerBoth(protocol, FORMER_PROTOCOL, request, response),
    async send(queueArn, body, attributes) {
      await queues.send(queues.byArn(queueArn), body, attributes);
    },
    source: (queueArn) => queues.source(queueArn),
    queues: () => queues.all().map((queue) => ({ ...queue, messages: queues.messages(queue) })),
    purge: (queueName) => queues.purge(queues.byName(queueName)),
    settle: () => queues.dropUndeclared(),
    close: () => queues.close(),
  };
}
