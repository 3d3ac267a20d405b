import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { z } from "zod";
import { AwsError } from "../../engine/awsError";
import { MAX_MESSAGE_BYTES } from "../../engine/messages";
import { ownValue } from "../../engine/ownValue";
import type { JsonDocument, QueueAttributes } from "../../engine/service";

/** Attributes of a message as senders give them. */
export const messageAttributes = z
  .record(
    z.string(),
    z.object({
      DataType: z.string(),
      StringValue: z.string().optional(),
      BinaryValue: z.string().optional(),
    }),
  )
  .optional();

export interface StoredMessage {
  id: string;
  body: string;
  attributes: QueueAttributes;
  /** Epoch milliseconds, like every time here. */
  sentAt: number;
  /** Invisible until then: delayed, or received by a consumer. */
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt?: number;
  /** Handle of the receipt that may delete the message. A later receipt replaces it. */
  receipt?: string;
  /** Where it came from, once it is a dead letter. */
  sourceArn?: string;
}

/** Settings of a queue, in seconds; defaults are SQS's. */
export const queueSettings = z.object({
  visibilityTimeoutSeconds: z.number().default(30),
  messageRetentionSeconds: z.number().default(345_600),
  redrivePolicy: z.string().optional(),
  policy: z.string().optional(),
});
export type QueueSettings = z.output<typeof queueSettings>;

/** SQS's limit for a message by default. */

/** A redrive policy, whose count some tools write as text. */
const redrivePolicy = z.object({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1_000),
});

export interface StoredQueue {
  name: string;
  arn: string;
  settings: QueueSettings;
  createdAt: number;
  /** Time when a message last left the queue; absent if none has. */
  changedAt?: number;
  messages: StoredMessage[];
}

export type SqsState = Record<string, StoredQueue>;

function queueDoesNotExist(): AwsError {
  return new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
}

/** The queues with their messages, which survive restarts. */
export class Queues {
  private readonly arrivals = new EventEmitter().setMaxListeners(0);
  private readonly closing = new AbortController();
  private readonly declared = new Set<string>();

  constructor(private readonly document: JsonDocument<SqsState>) {}

  all(): StoredQueue[] {
    return Object.values(this.document.value);
  }

  /** Messages within the retention period. Expired ones stay on disk until the next receive. */
  messages(queue: StoredQueue): StoredMessage[] {
    const oldest = Date.now() - queue.settings.messageRetentionSeconds * 1_000;
    return queue.messages.filter(({ sentAt }) => sentAt > oldest);
  }

  byName(name: string): StoredQueue {
    const queue = ownValue(this.document.value, name);
    if (!queue) throw queueDoesNotExist();
    return queue;
  }

  byArn(arn: string): StoredQueue {
    const queue = this.all().find((one) => one.arn === arn);
    if (!queue) throw queueDoesNotExist();
    return queue;
  }

  /** Finds the queue of a URL, whatever host it names: the port changes from run to run. */
  byUrl(queueUrl: string): StoredQueue {
    if (!URL.canParse(queueUrl)) {
      throw new AwsError("InvalidAddress", `The address ${queueUrl} is not valid.`);
    }
    return this.byName(new URL(queueUrl).pathname.split("/").at(-1) ?? "");
  }

  /** Creates the queue, or updates the settings of an existing one. */
  async declare(name: string, arn: string, settings: QueueSettings): Promise<void> {
    if (settings.redrivePolicy) parseRedrivePolicy(settings.redrivePolicy);
    this.declared.add(name);
    await this.document.update((queues) => {
      queues[name] ??= { name, arn, settings, createdAt: Date.now(), messages: [] };
      queues[name].settings = settings;
    });
  }

  /** Drops the queues of an earlier version of the program, as deleting them on AWS would. */
  async dropUndeclared(): Promise<void> {
    await this.document.update((queues) => {
      for (const name of Object.keys(queues)) if (!this.declared.has(name)) delete queues[name];
    });
  }

  async set(queue: StoredQueue, settings: Partial<QueueSettings>): Promise<void> {
    await this.declare(queue.name, queue.arn, { ...queue.settings, ...settings });
  }

  async send(
    queue: StoredQueue,
    body: string,
    attributes: StoredMessage["attributes"] = {},
  ): Promise<StoredMessage> {
    if (body === "")
      throw new AwsError(
        "MissingRequiredParameterException",
        "The request must contain the parameter MessageBody.",
      );
    if (Buffer.byteLength(body) > MAX_MESSAGE_BYTES) {
      const reason = `Message must be shorter than ${MAX_MESSAGE_BYTES} bytes.`;
      throw new AwsError(
        "InvalidParameterValueException",
        `One or more parameters are invalid. Reason: ${reason}`,
      );
    }
    const now = Date.now();
    const message: StoredMessage = {
      id: randomUUID(),
      body,
      attributes,
      sentAt: now,
      visibleAt: now,
      receiveCount: 0,
    };
    await this.add(queue, [message]);
    return message;
  }

  /** Receives up to `max` messages, waiting for the first one as long as requested, or until `gone` aborts. */
  async receive(
    queue: StoredQueue,
    max: number,
    waitSeconds: number,
    visibilitySeconds: number,
    gone: AbortSignal,
  ): Promise<StoredMessage[]> {
    // A monotonic clock: a wait must not last a day because the machine's clock was set back.
    const deadline = performance.now() + waitSeconds * 1_000;
    for (;;) {
      const taken = await this.take(queue, max, visibilitySeconds);
      const remaining = deadline - performance.now();
      if (taken.length || remaining <= 0 || gone.aborted || this.closing.signal.aborted) return taken;
      await this.nextArrival(queue, remaining, gone);
    }
  }

  /** Deletes what the receipt stands for; one that a later receipt has replaced deletes nothing, as on SQS. */
  async delete(queue: StoredQueue, receipt: string): Promise<void> {
    const id = messageIdOf(receipt);
    await this.keep(queue, (message) => message.id !== id || message.receipt !== receipt);
  }

  async purge(queue: StoredQueue): Promise<void> {
    await this.keep(queue, () => false);
  }

  /** Ends every wait for messages. */
  close(): void {
    this.closing.abort();
  }

  private async add(queue: StoredQueue, messages: StoredMessage[]): Promise<void> {
    await this.document.update(() => {
      queue.messages.push(...messages);
    });
    this.arrivals.emit(queue.name);
  }

  /** Removes the messages that do not pass. */
  private async keep(queue: StoredQueue, passes: (message: StoredMessage) => boolean): Promise<void> {
    if (queue.messages.every(passes)) return;
    await this.document.update(() => {
      queue.messages = queue.messages.filter(passes);
      queue.changedAt = Date.now();
    });
  }

  private async take(queue: StoredQueue, max: number, visibilitySeconds: number): Promise<StoredMessage[]> {
    const current = new Set(this.messages(queue));
    await this.keep(queue, (message) => current.has(message));
    await this.buryExhausted(queue);
    const now = Date.now();
    const taken = queue.messages.filter((message) => message.visibleAt <= now).slice(0, max);
    if (taken.length === 0) return taken;
    await this.document.update(() => {
      for (const message of taken) {
        message.visibleAt = now + visibilitySeconds * 1_000;
        message.receiveCount++;
        message.firstReceivedAt ??= now;
        message.receipt = Buffer.from(`${message.id} ${randomUUID()}`).toString("base64");
      }
    });
    return taken;
  }

  /** Moves visible messages that have reached `maxReceiveCount` of the redrive policy to the dead-letter queue. */
  private async buryExhausted(queue: StoredQueue): Promise<void> {
    if (!queue.settings.redrivePolicy) return;
    const policy = parseRedrivePolicy(queue.settings.redrivePolicy);
    const exhausted = queue.messages.filter(
      ({ visibleAt, receiveCount }) => visibleAt <= Date.now() && receiveCount >= policy.maxReceiveCount,
    );
    if (exhausted.length === 0) return;
    const dead = exhausted.map((message) => ({ ...message, sourceArn: queue.arn }));
    await this.add(this.byArn(policy.deadLetterTargetArn), dead);
    await this.keep(queue, (message) => !exhausted.includes(message));
  }

  /** Resolves when a message arrives or becomes visible again, on timeout, or when the client disconnects. */
  private async nextArrival(queue: StoredQueue, milliseconds: number, gone: AbortSignal): Promise<void> {
    const soonest = Math.min(...queue.messages.map(({ visibleAt }) => visibleAt - Date.now()), milliseconds);
    const over = AbortSignal.timeout(Math.max(Math.ceil(soonest), 1));
    const signal = AbortSignal.any([over, gone, this.closing.signal]);
    await once(this.arrivals, queue.name, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}

function messageIdOf(receipt: string): string {
  const [id = "", nonce] = Buffer.from(receipt, "base64").toString("utf8").split(" ");
  if (!nonce) throw new AwsError("ReceiptHandleIsInvalid", "The input receipt handle is invalid.");
  return id;
}

function parseRedrivePolicy(json: string) {
  try {
    return redrivePolicy.parse(JSON.parse(json));
  } catch {
    const reason = `Value ${json} for parameter RedrivePolicy is invalid.`;
    throw new AwsError("InvalidParameterValueException", reason);
  }
}
