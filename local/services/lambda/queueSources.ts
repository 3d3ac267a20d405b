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

interface QueueSourcesOptions {
  region: string;
  sourceOf(queueArn: string): QueueSource;
  invoke(functionName: string, event: unknown): Promise<InvokeResult>;
  /** Told about a message that a function could not be called with. */
  report(functionName: string, fault: unknown): void;
  /** Told about a queue that cannot be received from, once until it can. */
  reportQueue(queueArn: string, fault: unknown): void;
  /** Wait before the next try to receive from such a queue. Default: 5 s. */
  retryDelayMs?: number | undefined;
}

const RETRY_DELAY_MS = 5_000;

/** A queue, and what its consumers know about it. */
interface Mapping {
  source: QueueSource;
  queueArn: string;
  functionName: string;
  isFailing: boolean;
}

/**
 * Calls functions with the messages of queues. A message is deleted once its call has succeeded; otherwise it becomes
 * visible again when its timeout is over, and becomes a dead letter after the queue's maximum number of receives.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export class QueueSources {
  private readonly stopping = new AbortController();
  private readonly consumers: Promise<void>[] = [];
  private readonly sources: QueueSource[] = [];
  /** Messages that were handled, well or not, each with the number of its last receive. */
  private readonly handled = new WeakMap<StoredMessage, number>();

  constructor(private readonly options: QueueSourcesOptions) {}

  /** `aws.lambda.EventSourceMapping` from a queue. */
  create(request: ResourceRequest): ResourceResult {
    const { eventSourceArn, functionName, scalingConfig } = readInputs(mappingInputs, request);
    const source = this.options.sourceOf(eventSourceArn);
    this.sources.push(source);
    const mapping = { source, queueArn: eventSourceArn, functionName, isFailing: false };
    const count = scalingConfig?.maximumConcurrency ?? CONCURRENCY;
    for (let one = 0; one < count; one += 1) {
      this.consumers.push(this.consume(mapping));
    }
    return { id: request.name, state: { ...request.inputs, uuid: request.name } };
  }

  /** Resolves when every message was handled, or waits to be tried again. */
  async idle(): Promise<void> {
    const isWaiting = (message: StoredMessage) => this.handled.get(message) !== message.receiveCount;
    while (this.sources.some((source) => source.messages().some(isWaiting))) await pause(POLL_MS);
  }

  /** Receives nothing any more. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.consumers);
  }

  private async consume(mapping: Mapping): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted)
      for (const message of await this.receive(mapping)) await this.handle(mapping, message);
  }

  /**
   * Nobody waits for the consumers: a queue that fails is reported and tried again. After a full disk it fails until the next start,
   * which finds its messages as they were.
   */
  private async receive(mapping: Mapping): Promise<StoredMessage[]> {
    const { signal } = this.stopping;
    try {
      const messages = await mapping.source.receive(1, signal);
      mapping.isFailing = false;
      return messages;
    } catch (fault) {
      if (!mapping.isFailing && !signal.aborted) this.options.reportQueue(mapping.queueArn, fault);
      mapping.isFailing = true;
      await pause(this.options.retryDelayMs ?? RETRY_DELAY_MS, undefined, { signal }).catch(() => undefined);
      return [];
    }
  }

  private async handle({ source, queueArn, functionName }: Mapping, message: StoredMessage): Promise<void> {
    const { region, invoke, report } = this.options;
    const { signal } = this.stopping;
    try {
      const event = { Records: [recordOf(message, queueArn, region)] };
      const { functionError } = await invoke(functionName, event);
      if (!functionError && !signal.aborted) await source.delete(message);
    } catch (fault) {
      if (!signal.aborted) report(functionName, fault);
    }
    this.handled.set(message, message.receiveCount);
  }
}

function recordOf(message: StoredMessage, eventSourceARN: string, awsRegion: string): object {
  const { id: messageId, receipt: receiptHandle, body, sentAt, receiveCount } = message;
  const attributes = { ApproximateReceiveCount: String(receiveCount), SentTimestamp: String(sentAt) };
  const origin = { eventSource: "aws:sqs", eventSourceARN, awsRegion };
  return { messageId, receiptHandle, body, attributes, messageAttributes: {}, ...origin };
}
