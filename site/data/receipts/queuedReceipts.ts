import { signal } from "@preact/signals";
import type { Said } from "../../i18n";
import { nextOrder } from "../outbox/outboxEdits";

/** A receipt that this device has not sent yet. */
export interface QueuedReceipt {
  /** UUID. However often it is sent, there is one receipt. */
  receiptId: string;
  order: number;
  fileName: string;
  /**
   * `preparing`: its picture is made small. `waiting` for a connection or its turn. `duplicate`: the user is asked,
   * because the same picture already exists, or it came from elsewhere. `refused`: it will never be accepted.
   */
  state: "preparing" | "waiting" | "sending" | "duplicate" | "refused";
  /** Absent until it is prepared. */
  file?: QueuedFile;
  /** The expense that it is the picture of, in place of a former one; absent for one that is to be read. */
  expenseId?: string;
  /** True if another app, or a website, sent it to this page, while the user is asked about that. */
  isShared?: boolean | undefined;
  /** True if an earlier page began to prepare it, and a later one began again. */
  isRetried?: boolean;
  /** Share of the upload that is done, from 0 to 1. */
  sent?: number;
  problem?: Said | undefined;
}

/** A picture as it is announced to the API. */
export interface QueuedFile {
  contentType: "image/jpeg" | "application/pdf";
  bytes: number;
  sha256: string;
}

/** The receipts that wait on this device for the ledger that shows, in the order in which they were added. */
export const queuedReceipts = signal<readonly QueuedReceipt[]>([]);

/** The files that are lost unless they are sent: those that are kept on this device or being prepared for that, and none that cannot be a receipt. */
export const keptReceipts = () =>
  queuedReceipts.value.filter(({ file, state }) => file !== undefined || state === "preparing");

/** Puts a receipt at the end of the queue. */
export function enqueue(receipt: Omit<QueuedReceipt, "order">): QueuedReceipt {
  const queued = { ...receipt, order: nextOrder() };
  queuedReceipts.value = [...queuedReceipts.peek(), queued];
  return queued;
}

/** Changes what is known of a receipt. @returns it as it is then; undefined if it was taken out meanwhile. */
export function updateQueued(receiptId: string, change: Partial<QueuedReceipt>): QueuedReceipt | undefined {
  queuedReceipts.value = queuedReceipts.peek().map((one) => {
    return one.receiptId === receiptId ? { ...one, ...change } : one;
  });
  return queuedReceipts.peek().find((one) => one.receiptId === receiptId);
}

/** Takes a receipt out of the queue. */
export function dequeue(receiptId: string): void {
  queuedReceipts.value = queuedReceipts.peek().filter((one) => one.receiptId !== receiptId);
}
