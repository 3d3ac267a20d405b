import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { readInputs } from "../../engine/inputs";
import type { InvokeResult, ResourceRequest, ResourceResult } from "../../engine/service";
import type { QueueSource } from "../sqs";
import type { StoredMessage } from "../sqs/model";

/** Strict: another setting would change when and with what the function is called. */
const mappingInputs = z.strictObject({
  eventSourceArn: z.string(),
  functionName: z.string(),
  batchSize: z.literal(1, "The local cloud hands on one message at a time."),
  scalingConfig: z.strictObject({ maximumConcurrency: z.number().int().min(2) }).optional(),
});

const POLL_MS = 5;

/** Calls at the same time, if the mapping does not limit them. */
const CONCURRENCY = 5;

export interface QueueSources {
  /** `aws.lambda.EventSourceMapping` from a queue. */
  create(request: ResourceRequest): ResourceResult;
  /** Resolves when every message was handled, or waits to be tried again. */
  idle(): Promise<void>;
  /** Receives nothing any more. */
  stop(): Promise<void>;
}

/**
 * Calls functions with the messages of queues. A message is deleted once its call has succeeded; otherwise it becomes
 * visible again when its timeout is over, and becomes a dead letter after the queue's maximum number of receives.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function queueSources(
  region: string,
  sourceOf: (queueArn: string) => QueueSource,
  invoke: (functionName: string, event: unknown) => Promise<InvokeResult>,
  report: (functionName: string, fault: unknown) => void,
): QueueSources {
  const stopping = new AbortController();
  const consumers: Promise<void>[] = [];
  const sources: QueueSource[] = [];
  /** The receipts of messages that were handled, well or not. */
  const handled = new Set<string>();

  async function consume(source: QueueSource, eventSourceArn: string, functionName: string): Promise<void> {
    while (!stopping.signal.aborted) {
      for (const message of await source.receive(1, stopping.signal)) {
        const { id: messageId, receipt: receiptHandle, body, sentAt, receiveCount } = message;
        const attributes = { ApproximateReceiveCount: String(receiveCount), SentTimestamp: String(sentAt) };
        const origin = { eventSource: "aws:sqs", eventSourceARN: eventSourceArn, awsRegion: region };
        const record = { messageId, receiptHandle, body, attributes, messageAttributes: {}, ...origin };
        try {
          const { functionError } = await invoke(functionName, { Records: [record] });
          if (!functionError && !stopping.signal.aborted) await source.delete(message);
        } catch (fault) {
          if (!stopping.signal.aborted) report(functionName, fault);
        }
        handled.add(receiptOf(message));
      }
    }
  }

  return {
    create(request) {
      const { eventSourceArn, functionName, scalingConfig } = readInputs(mappingInputs, request);
      const source = sourceOf(eventSourceArn);
      sources.push(source);
      const count = scalingConfig?.maximumConcurrency ?? CONCURRENCY;
      for (let one = 0; one < count; one += 1) consumers.push(consume(source, eventSourceArn, functionName));
      return { id: request.name, state: { ...request.inputs, uuid: request.name } };
    },
    async idle() {
      const isWaiting = (message: StoredMessage) => !handled.has(receiptOf(message));
      while (sources.some((source) => source.messages().some(isWaiting))) await pause(POLL_MS);
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(consumers);
    },
  };
}

const receiptOf = ({ id, receiveCount }: StoredMessage) => `${id} ${receiveCount}`;
