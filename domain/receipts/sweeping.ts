import { describe, log } from "../aws/log";
import { changesSince, watermarkAt } from "../expenses/changesSince";
import { isErased, isGone } from "../expenses/erasedExpense";
import type { ExpenseSource } from "../expenses/expenseSource";
import type { ExpenseItem } from "../expenses/model";
import { contend, OVERTAKEN } from "../http/contend";
import type { Watermarks } from "../jobs/watermarks";
import type { DueItems } from "../ledgers/dueItems";
import { RECEIPT } from "../ledgers/ledgerKeys";
import type { LedgerRepository } from "../ledgers/ledgerRepository";
import { dueAfterTrash, dueAt, REQUEST_MS, STAYING } from "./dueMarks";
import type { ReceiptFiles } from "./receiptFiles";
import type { ReceiptPlace } from "./receiptKeys";
import type { ReceiptStore } from "./receiptStore";
import type { StoredReceipt } from "./storedReceipt";

/** The name under which the run keeps its watermark. */
const FOLLOWER = "receipts";

interface SweepOptions {
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
  for await (const page of due.due("receipts", start)) {
    for (const { ledgerId, sk } of page) {
      await settleOne({ ledgerId, receiptId: sk.slice(RECEIPT.length) }, options, result);
    }
  }
  return result;
}

/**
 * Records on the receipt of an expense when it is due. It takes no mark away, since this expense may be older than the
 * mark: the index of changes lags, and a request marks a receipt before its expense gets another.
 */
async function note(item: ExpenseItem, options: SweepOptions): Promise<void> {
  const { ledgerId, receiptId, expenseId } = item;
  if (receiptId !== undefined) await mark({ ledgerId, receiptId }, expenseId, item, options);
}

async function noteAll({ ledgers, ...options }: SweepOptions): Promise<void> {
  for await (const ids of ledgers.all()) {
    for (const ledgerId of ids) {
      const receipts = (await options.receipts.list(ledgerId)).filter(({ state }) => state === "confirmed");
      const stored = await options.stored(receipts.flatMap(({ expenseId = [] }) => expenseId));
      for (const { receiptId, expenseId } of receipts) {
        await mark({ ledgerId, receiptId }, expenseId, stored.get(expenseId ?? ""), options);
      }
    }
  }
}

async function mark(
  { ledgerId, receiptId }: ReceiptPlace,
  expenseId: string | undefined,
  item: ExpenseItem | undefined,
  { receipts, now }: Pick<SweepOptions, "receipts" | "now">,
): Promise<void> {
  await contend("receipt.contended", async () => {
    const receipt = await receipts.get(ledgerId, receiptId);
    // The receipt may belong to another expense by now, or to none.
    if (receipt === undefined || receipt.expenseId !== expenseId) return undefined;
    if (receipt.removedAt !== undefined) return undefined;
    const marks = marksOf(receipt, item, now());
    if (marks === undefined || marks.dueAt === receipt.dueAt) return undefined;
    return (await receipts.replace(receipt, marks, now())) ?? OVERTAKEN;
  });
}

/** The mark that a receipt is to have by this version of its expense, or the one that it has; undefined for none. */
function marksOf(receipt: StoredReceipt, item: ExpenseItem | undefined, now: Date) {
  if (item !== undefined && isReplaced(receipt, item)) {
    return receipt.dueAt === undefined ? dueAfterTrash(now) : undefined;
  }
  if (item === undefined || isErased(item)) return dueAt(Date.parse(item?.deletedAt ?? now.toISOString()));
  return markInTrash(item);
}

/** The mark of the receipt of an expense in the trash. A request that restored it just in time is over by then. */
const markInTrash = ({ expiresAt }: ExpenseItem) =>
  expiresAt === undefined ? undefined : dueAt(expiresAt * 1000 + REQUEST_MS);

/** True of a receipt whose expense is there and has another one. */
const isReplaced = ({ receiptId }: StoredReceipt, item: ExpenseItem): boolean =>
  !isErased(item) && item.receiptId !== receiptId;

/** Removes a due receipt if its expense is gone indeed, or has another: it may have been restored. */
async function settleOne(place: ReceiptPlace, options: SweepOptions, result: SweepResult): Promise<void> {
  const { receipts, files, now } = options;
  try {
    const receipt = await receipts.get(place.ledgerId, place.receiptId);
    // The index may lag: it may stay, or be due later.
    if (receipt?.dueAt === undefined || receipt.dueAt > now().toISOString()) return;
    const item = await expenseOf(receipt, options);
    const changes = isNeedless(receipt, item, now())
      ? { removedAt: now().toISOString() }
      : { ...STAYING, ...(item && markInTrash(item)) };
    const written = await receipts.replace(receipt, changes, now());
    // Somebody changed it meanwhile: the next run looks again.
    if (written?.removedAt === undefined) return;
    await files.delete(receipt);
    await receipts.delete(receipt);
    result.removed += 1;
  } catch (error) {
    result.failed += 1;
    log("error", "A receipt could not be removed and stays due", { ...place, error: describe(error) });
  }
}

async function expenseOf({ expenseId }: StoredReceipt, { stored }: SweepOptions) {
  return expenseId === undefined ? undefined : (await stored([expenseId])).get(expenseId);
}

/**
 * True of a due receipt that no expense shows or will show. One that waits to be confirmed is in everybody's list: it
 * stays though its expense has another, until somebody removes it.
 */
function isNeedless(receipt: StoredReceipt, item: ExpenseItem | undefined, now: Date): boolean {
  if (item === undefined || isGone(item, new Date(now.getTime() - REQUEST_MS))) return true;
  const isOpen = receipt.state !== "confirmed" && receipt.removedAt === undefined;
  return isReplaced(receipt, item) && !isOpen;
}
