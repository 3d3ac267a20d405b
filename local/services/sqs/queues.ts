import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { z } from "zod";
import { AwsError } from "../../engine/awsError";
import { MAX_MESSAGE_BYTES } from "../../engine/messages";
import { undoOf } from "../../engine/undo";
import { isVisible, type QueueSettings, type StoredMessage, type StoredQueue } from "./model";
import type { QueueChange, QueueStore } from "./store";

/** A redrive policy, whose count some tools write as text. */
const redrivePolicy = z.object({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1_000),
});

/** The longest that SQS waits for a message. */
const MAX_WAIT_SECONDS = 20;

function queueDoesNotExist(): AwsError {
  return new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
}

/** The queues with their messages, which survive restarts. */
export class Queues {
  private readonly arrivals = new EventEmitter().setMaxListeners(0);
  private readonly closing = new AbortController();
  private readonly declared = new Set<string>();

  constructor(private readonly store: QueueStore) {}

  all(): StoredQueue[] {
    return [...this.store.queues.values()];
  }

  /** Messages within the retention period. Expired ones stay on disk until the next receive. */
  messages(queue: StoredQueue): StoredMessage[] {
    const oldest = Date.now() - queue.settings.messageRetentionSeconds * 1_000;
    return queue.messages.filter(({ sentAt }) => sentAt > oldest);
  }

  byName(name: string): StoredQueue {
    const queue = this.store.queues.get(name);
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
    const queue = this.store.queues.get(name) ?? { name, arn, settings, createdAt: Date.now(), messages: [] };
    queue.settings = settings;
    await this.store.declare(queue);
  }

  /** Drops the queues of an earlier version of the program, as deleting them on AWS would. */
  async dropUndeclared(): Promise<void> {
    const dropped = this.all().filter(({ name }) => !this.declared.has(name));
    for (const queue of dropped) await this.store.drop(queue);
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
      order: this.store.nextOrder(),
      body,
      attributes,
      sentAt: now,
      visibleAt: now,
      receiveCount: 0,
    };
    queue.messages.push(message);
    await this.write([{ queue, saved: [message] }], () => remove(queue, [message]));
    this.arrivals.emit(queue.name);
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

  /** A queue for a consumer that is called with its messages. */
  source(queueArn: string) {
    const queue = this.byArn(queueArn);
    return {
      receive: (max: number, gone: AbortSignal) =>
        this.receive(queue, max, MAX_WAIT_SECONDS, queue.settings.visibilityTimeoutSeconds, gone),
      delete: ({ receipt = "" }: StoredMessage) => this.delete(queue, receipt),
      messages: () => this.messages(queue),
    };
  }

  /** Deletes the message of a receipt; one that a later receipt has replaced deletes nothing, as on SQS. */
  async delete(queue: StoredQueue, receipt: string): Promise<void> {
    const id = messageIdOf(receipt);
    await this.keep(queue, (message) => message.id !== id || message.receipt !== receipt);
  }

  async purge(queue: StoredQueue): Promise<void> {
    await this.keep(queue, () => false);
  }

  /** Ends every wait for messages. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.store.close();
  }

  /** Removes the messages that do not pass. */
  private async keep(queue: StoredQueue, passes: (message: StoredMessage) => boolean): Promise<void> {
    const gone = queue.messages.filter((message) => !passes(message));
    if (gone.length === 0) return;
    remove(queue, gone);
    await this.write([{ queue, gone }], () => putBack(queue, gone));
  }

  private async take(queue: StoredQueue, max: number, visibilitySeconds: number): Promise<StoredMessage[]> {
    const current = new Set(this.messages(queue));
    await this.keep(queue, (message) => current.has(message));
    await this.buryExhausted(queue);
    const now = Date.now();
    const taken = queue.messages.filter((message) => isVisible(message, now)).slice(0, max);
    if (taken.length === 0) return taken;
    const undo = undoOf(taken);
    for (const message of taken) {
      message.visibleAt = now + visibilitySeconds * 1_000;
      message.hiddenAt = now;
      message.receiveCount++;
      message.firstReceivedAt ??= now;
      message.receipt = Buffer.from(`${message.id} ${randomUUID()}`).toString("base64");
    }
    await this.write([{ queue, saved: taken }], undo);
    return taken;
  }

  /** Moves visible messages that have reached `maxReceiveCount` of the redrive policy to the dead-letter queue. */
  private async buryExhausted(queue: StoredQueue): Promise<void> {
    if (!queue.settings.redrivePolicy) return;
    const policy = parseRedrivePolicy(queue.settings.redrivePolicy);
    const now = Date.now();
    const exhausted = queue.messages.filter(
      (message) => isVisible(message, now) && message.receiveCount >= policy.maxReceiveCount,
    );
    if (exhausted.length === 0) return;
    const target = this.byArn(policy.deadLetterTargetArn);
    const dead = exhausted.map((message) => ({
      ...message,
      order: this.store.nextOrder(),
      sourceArn: queue.arn,
      visibleAt: now,
    }));
    target.messages.push(...dead);
    remove(queue, exhausted);
    const moved = [
      { queue, gone: exhausted },
      { queue: target, saved: dead },
    ];
    await this.write(moved, () => {
      remove(target, dead);
      putBack(queue, exhausted);
    });
    this.arrivals.emit(target.name);
  }

  /** Stores what memory shows already, and takes it back there if that fails: nobody may receive what a sender was refused. */
  private async write(changes: readonly QueueChange[], undo: () => void): Promise<void> {
    try {
      await this.store.write(changes);
    } catch (error) {
      undo();
      throw error;
    }
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

/** Takes messages off a queue. */
function remove(queue: StoredQueue, gone: readonly StoredMessage[]): void {
  const ids = new Set(gone.map(({ id }) => id));
  queue.messages = queue.messages.filter(({ id }) => !ids.has(id));
  queue.changedAt = Date.now();
}

function putBack(queue: StoredQueue, gone: readonly StoredMessage[]): void {
  queue.messages = [...queue.messages, ...gone].sort((left, right) => left.order - right.order);
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
