import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Level } from "level";
import { openDocument } from "../../engine/document";
import { openLevel } from "../../engine/level";
import type { StoredMessage, StoredQueue } from "./model";

/** New or changed messages of a queue, and those that left it. */
export interface QueueChange {
  queue: StoredQueue;
  saved?: readonly StoredMessage[];
  gone?: readonly StoredMessage[];
}

/** Digits of the largest safe integer. */
const ORDER_DIGITS = 16;

/** File in which earlier releases kept all queues. */
const FORMER_FILE = "sqs.json";

/**
 * The queues in memory, and in a LevelDB with an entry for each queue and one for each message: the cost of a message
 * does not depend on how many are waiting.
 */
export class QueueStore {
  readonly queues = new Map<string, StoredQueue>();
  private lastOrder = 0;

  private constructor(private readonly level: Level<string, unknown>) {}

  /** @throws LocalCloudError if the data is damaged. */
  static async open(dataDir: string): Promise<QueueStore> {
    const store = new QueueStore(await openLevel(join(dataDir, "sqs"), { valueEncoding: "json" }));
    await store.load();
    await store.importFormer(join(dataDir, FORMER_FILE));
    return store;
  }

  /** The place of the next message. */
  nextOrder(): number {
    this.lastOrder += 1;
    return this.lastOrder;
  }

  async declare(queue: StoredQueue): Promise<void> {
    this.queues.set(queue.name, queue);
    await this.level.batch([this.put(queue)]);
  }

  async drop(queue: StoredQueue): Promise<void> {
    this.queues.delete(queue.name);
    const messages = queue.messages.map((message) => ({
      type: "del" as const,
      key: messageKey(queue, message),
    }));
    await this.level.batch([{ type: "del", key: queueKey(queue.name) }, ...messages]);
  }

  /** Stores changes, all of them or none. */
  async write(changes: readonly QueueChange[]): Promise<void> {
    await this.level.batch(
      changes.flatMap(({ queue, saved = [], gone = [] }) => [
        // When a message last left is stored with the queue.
        ...(gone.length > 0 ? [this.put(queue)] : []),
        ...saved.map((value) => ({ type: "put" as const, key: messageKey(queue, value), value })),
        ...gone.map((message) => ({ type: "del" as const, key: messageKey(queue, message) })),
      ]),
    );
  }

  close(): Promise<void> {
    return this.level.close();
  }

  private put({ messages: _, ...value }: StoredQueue) {
    return { type: "put" as const, key: queueKey(value.name), value };
  }

  private async load(): Promise<void> {
    // Keys of queues come before those of messages.
    for await (const [key, value] of this.level.iterator()) {
      const [, name = ""] = key.split("/");
      if (key.startsWith("queueMessage/")) this.queues.get(name)?.messages.push(value as StoredMessage);
      else this.queues.set(name, { ...(value as Omit<StoredQueue, "messages">), messages: [] });
    }
    const orders = [...this.queues.values()].map(({ messages }) => messages.at(-1)?.order ?? 0);
    this.lastOrder = Math.max(0, ...orders);
  }

  private async importFormer(file: string): Promise<void> {
    if (!existsSync(file)) return;
    const { value } = openDocument<Record<string, StoredQueue>>(file, {});
    for (const queue of Object.values(value)) {
      const messages = queue.messages.map((message) => ({ ...message, order: this.nextOrder() }));
      await this.declare({ ...queue, messages });
      await this.write([{ queue, saved: messages }]);
    }
    await rm(file);
  }
}

function queueKey(name: string): string {
  return `queue/${name}`;
}

function messageKey(queue: StoredQueue, { order }: StoredMessage): string {
  return `queueMessage/${queue.name}/${String(order).padStart(ORDER_DIGITS, "0")}`;
}
