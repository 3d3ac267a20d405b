import { describe, log } from "../aws/log";
import { changesSince, watermarkAt } from "../expenses/changesSince";
import { isErased, isGone } from "../expenses/erasedExpense";
import type { ExpenseSource } from "../expenses/expenseSource";
import type { ExpenseItem } from "../expenses/model";
import type { Watermarks } from "../jobs/watermarks";
import type { DueItems } from "../ledgers/dueItems";
import { RECEIPT } from "../ledgers/ledgerKeys";
import type { LedgerRepository } from "../ledgers/ledgerRepository";
import { dueAfterTrash } from "./confirming";
import type { ReceiptFiles } from "./receiptFiles";
import type { ReceiptPlace } from "./receiptKeys";
import type { ReceiptStore } from "./receiptStore";
import type { StoredReceipt } from "./storedReceipt";

/** The name under which the run keeps its watermark. */
const FOLLOWER = "receipts";

const PAGE = 100;

export interface SweepOptions {
  source: Pick<ExpenseSource, "changes">;
  receipts: Pick<ReceiptStore, "get" | "list" | "replace" | "delete">;
  files: Pick<ReceiptFiles, "delete">;
  due: Pick<DueItems, "due">;
  watermarks: Pick<Watermarks, "read" | "write">;
  ledgers: Pick<LedgerRepository, "all">;
  /** Returns the given expenses that are stored, by ID. */
  stored(expenseIds: readonly string[]): Promise<Map<string, ExpenseItem>>;
  now(): Date;
}

export interface SweepResult {
  /** Receipts that were removed with their expenses. */
  removed: number;
  /** Receipts that failed and stay due. */
  failed: number;
}

/**
 * Removes the receipts of expenses that are gone for good. Expenses are written on their own, and DynamoDB deletes them
 * by itself, so this job follows changes, records on each receipt when its expense will be gone, and removes the due
 * ones. The cost grows with the changes.
 */
export async function sweepReceipts(options: SweepOptions): Promise<SweepResult> {
  const { source, due, watermarks, now } = options;
  const start = now();
  const watermark = await watermarks.read(FOLLOWER);
  const from = watermark && changesSince(watermark, start);
  if (from !== undefined) {
    for await (const page of source.changes(from, start.toISOString())) {
      for (const item of page) await note(item, options);
    }
  } else if (watermark !== undefined) {
    // The known changes are incomplete.
    await noteAll(options);
  }
  await watermarks.write(FOLLOWER, watermarkAt(start));
  const result: SweepResult = { removed: 0, failed: 0 };
  for await (const page of due.due("receipts", start, PAGE)) {
    for (const { ledgerId, sk } of page) {
      await settleOne({ ledgerId, receiptId: sk.slice(RECEIPT.length) }, options, result);
    }
  }
  return result;
}

/**
 * Records on the receipt of an expense when it is due. The next run finds a receipt that others change at the same
 * time.
 */
async function note(item: ExpenseItem, options: SweepOptions): Promise<void> {
  if (item.receiptId === undefined) return;
  const receipt = await options.receipts.get(item.ledgerId, item.receiptId);
  // The index of changes may lag: the receipt may belong to another expense by now, or to none.
  if (receipt?.expenseId === item.expenseId) await noteOn(receipt, item, options);
}

async function noteAll({ ledgers, ...options }: SweepOptions): Promise<void> {
  for await (const ids of ledgers.all()) {
    for (const id of ids) {
      const receipts = (await options.receipts.list(id)).filter(({ state }) => state === "confirmed");
      const stored = await options.stored(receipts.flatMap(({ expenseId = [] }) => expenseId));
      for (const listed of receipts) {
        // Lists leave out what a write needs.
        const receipt = await options.receipts.get(id, listed.receiptId);
        if (receipt) await noteOn(receipt, stored.get(receipt.expenseId ?? ""), { ...options, ledgers });
      }
    }
  }
}

async function noteOn(
  receipt: StoredReceipt,
  item: ExpenseItem | undefined,
  { receipts, now }: SweepOptions,
): Promise<void> {
  if (isReplaced(receipt, item)) {
    if (receipt.dueAt === undefined) await receipts.replace(receipt, dueAfterTrash(now()), now());
    return;
  }
  const dueAt = dueAtOf(item, now());
  if (receipt.dueAt === dueAt) return;
  await receipts.replace(receipt, { dueQueue: dueAt === undefined ? undefined : "receipts", dueAt }, now());
}

/** True of a receipt whose expense is there and has another one. */
const isReplaced = ({ receiptId }: StoredReceipt, item: ExpenseItem | undefined): boolean =>
  item !== undefined && !isErased(item) && item.receiptId !== receiptId;

/** The time at which an expense is gone for good, UTC; undefined while it is not in the trash. */
function dueAtOf(item: ExpenseItem | undefined, now: Date): string | undefined {
  if (item === undefined || isErased(item)) return now.toISOString();
  const { expiresAt } = item;
  return expiresAt === undefined ? undefined : new Date(expiresAt * 1000).toISOString();
}

/** Removes a due receipt if its expense is gone indeed, or has another: it may have been restored. */
async function settleOne(place: ReceiptPlace, options: SweepOptions, result: SweepResult): Promise<void> {
  const { receipts, files, now } = options;
  try {
    const receipt = await receipts.get(place.ledgerId, place.receiptId);
    if (receipt?.dueAt === undefined) return;
    const { expenseId = "" } = receipt;
    const item = (await options.stored([expenseId])).get(expenseId);
    if (item !== undefined && !isGone(item, now()) && !isReplaced(receipt, item)) {
      await noteOn(receipt, item, options);
      return;
    }
    await files.delete(receipt);
    await receipts.delete(receipt);
    result.removed += 1;
  } catch (error) {
    result.failed += 1;
    log("error", "A receipt could not be removed and stays due", { ...place, error: describe(error) });
  }
}
