import { z } from "zod";
import type { QueueAttributes } from "../../engine/service";

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
  /** Place in the order of arrival. */
  order: number;
  body: string;
  attributes: QueueAttributes;
  /** Epoch milliseconds, like every time here. */
  sentAt: number;
  /** Invisible until then: delayed, or received by a consumer. */
  visibleAt: number;
  /** Time it was last received; absent if it never was, or an earlier release received it. */
  hiddenAt?: number;
  receiveCount: number;
  firstReceivedAt?: number;
  /** Handle of the receipt that may delete the message. A later receipt replaces it. */
  receipt?: string;
  /** Its source, once it is a dead letter. */
  sourceArn?: string;
}

/** The most that a clock is set back when it is synchronized, for which no message comes early. */
const CLOCK_TOLERANCE_MS = 60_000;

/**
 * True if a message can be received. One that was sent or received in the future can be as well: the machine's clock was set
 * back since then, and the message would be hidden for as long.
 */
export function isVisible({ sentAt, visibleAt, hiddenAt = sentAt }: StoredMessage, now: number): boolean {
  return visibleAt <= now || hiddenAt > now + CLOCK_TOLERANCE_MS;
}

/** Settings of a queue, in seconds; defaults are SQS's. */
export const queueSettings = z.object({
  visibilityTimeoutSeconds: z.number().default(30),
  messageRetentionSeconds: z.number().default(345_600),
  redrivePolicy: z.string().optional(),
  policy: z.string().optional(),
});
export type QueueSettings = z.output<typeof queueSettings>;

export interface StoredQueue {
  name: string;
  arn: string;
  settings: QueueSettings;
  createdAt: number;
  /** Time when a message last left the queue; absent if none has. */
  changedAt?: number;
  messages: StoredMessage[];
}
