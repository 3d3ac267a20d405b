import { isGone } from "../expenses/erasedExpense";
import type { ExpenseRepository } from "../expenses/expenseRepository";
import { type Author, changed } from "../expenses/history";
import type { ExpenseItem } from "../expenses/model";
import { ApiError } from "../http/apiError";
import { contend, OVERTAKEN } from "../http/contend";
import { type Principal, requireChangeable } from "../ledgers/principal";
import { dueAfterTrash, REQUEST_MS, requireStaying, STAYING } from "./dueMarks";
import { isUnseen } from "./model";
import type { ReceiptPlace } from "./receiptKeys";
import type { ReceiptStore } from "./receiptStore";
import type { StoredReceipt } from "./storedReceipt";

// Confirming writes two items, so it can end between any two of its steps, and two requests can do it at once. It first
// claims the receipt for one expense, then writes that expense, then marks the receipt confirmed. A repeated request
// finds what is already done. A claim whose expense never came is given to another one only when the request that made
// it is certain to be over.

interface ConfirmingStores {
  receipts: Pick<ReceiptStore, "get" | "replace" | "change">;
  expenses: Pick<ExpenseRepository, "createOnce" | "get" | "replace">;
}

/** The expense of a receipt; true if this request has stored it. */
interface Confirmed {
  created: boolean;
  item: ExpenseItem;
}

/**
 * Creates a receipt's expense, once: a repeated call returns the existing one.
 * @param sent The expense, whose ID is that of every expense created from this receipt.
 * @throws ApiError 404 if there is no such receipt, 403 if the user may not change it, 409 if it belongs to another
 *   expense, its own is in the trash, or its ID had one before.
 */
export async function confirmNew(
  sent: ExpenseItem,
  place: ReceiptPlace,
  principal: Principal,
  now: Date,
  { receipts, expenses }: ConfirmingStores,
): Promise<Confirmed> {
  const claimed = await claim(place, sent.expenseId, principal, now, { receipts, expenses });
  // Once it is confirmed, an expense that is gone does not come back.
  const { created, item } =
    claimed.state === "confirmed"
      ? { created: false, item: await expenses.get(place.ledgerId, sent.expenseId) }
      : await expenses.createOnce({ ...sent, receiptId: place.receiptId });
  if (item === undefined) throw new ApiError("expense.notFound");
  if (claimed.state !== "confirmed" && isOfFormer(item, claimed, now)) {
    await release(claimed, now, receipts);
    throw new ApiError("receipt.confirmedBefore");
  }
  await settle(place, item, now, receipts);
  if (item.deletedAt !== undefined) throw new ApiError("expense.inTrash");
  return { created, item };
}

/**
 * True if the expense of a receipt's ID is that of a receipt which was removed: a device that never got its answer has
 * announced that one again. No expense would show it, and nothing would ever remove it. One that was replaced is due.
 */
const isOfFormer = (item: ExpenseItem, { receiptId, dueAt }: StoredReceipt, now: Date) =>
  isGone(item, now) || (item.receiptId !== receiptId && dueAt === undefined);

/** Gives up a claim, unless another request has renewed it. */
async function release(
  { ledgerId, receiptId, claimedAt }: StoredReceipt,
  now: Date,
  receipts: ConfirmingStores["receipts"],
): Promise<void> {
  await receipts.change(ledgerId, receiptId, now, (current) =>
    current.claimedAt === claimedAt ? { expenseId: undefined, claimedAt: undefined } : undefined,
  );
}

/**
 * Attaches a receipt to an existing expense and replaces its former receipt, if any: that is removed when a deleted
 * expense would be, unless it is attached again before. A receipt whose file is still to come can be attached, one whose
 * file was refused cannot.
 * @throws ApiError 404 if there is no such receipt or expense, 403 if the user may not change both, 409 if the
 *   receipt has no file, or belongs to another expense, or the expense is in the trash.
 */
export async function attach(
  expenseId: string,
  place: ReceiptPlace,
  principal: Principal,
  { now, author }: { now: Date; author: Author },
  { receipts, expenses }: ConfirmingStores,
): Promise<ExpenseItem> {
  const { ledgerId, receiptId } = place;
  const before = requireLive(await expenses.get(ledgerId, expenseId), principal);
  // A repeated request completes what is there.
  const require = before.receiptId === receiptId ? undefined : requireFile;
  const claimed = await claim(place, expenseId, principal, now, { receipts, expenses }, require);
  if (claimed.state === "confirmed") {
    if (before.receiptId === receiptId) return before;
    requireFile(claimed);
    await reclaim(place, expenseId, now, receipts);
  }
  const item = await contend("expense.contended", async () => {
    const current = requireLive(await expenses.get(ledgerId, expenseId), principal);
    if (current.receiptId === receiptId) return current;
    // The one that this version has, and first, since nothing would find it afterwards. If this request ends here, the
    // job that removes it sees its expense.
    if (current.receiptId !== undefined)
      await expire({ ledgerId, receiptId: current.receiptId }, expenseId, now, receipts);
    const next = changed(current, { receiptId }, new Date(), author);
    return (await expenses.replace(next)) ? next : OVERTAKEN;
  });
  await settle(place, item, now, receipts);
  return item;
}

/**
 * Refuses a receipt that an expense would show in vain, in place of a picture that it may have.
 * @throws ApiError 409
 */
function requireFile({ objectVersion, failure }: StoredReceipt): void {
  const isRefused = failure !== undefined && !isUnseen(failure);
  if (objectVersion === undefined && isRefused) throw new ApiError("receipt.noFile");
}

/**
 * Claims a confirmed receipt whose expense has another. It may be due, and is to stay at least until that has it again.
 * @throws ApiError 409
 */
async function reclaim(
  { ledgerId, receiptId }: ReceiptPlace,
  expenseId: string,
  now: Date,
  receipts: ConfirmingStores["receipts"],
): Promise<void> {
  await receipts.change(ledgerId, receiptId, now, (current) => {
    requireStaying(current);
    requireNoClaim(current, now);
    if (current.expenseId !== expenseId) throw new ApiError("receipt.contended");
    return { claimedAt: now.toISOString(), ...dueAfterTrash(now) };
  });
}

/** Marks the receipt of an expense as due, since another one takes its place. */
async function expire(
  { ledgerId, receiptId }: ReceiptPlace,
  expenseId: string,
  now: Date,
  receipts: ConfirmingStores["receipts"],
): Promise<void> {
  await contend("receipt.contended", async () => {
    const former = await receipts.get(ledgerId, receiptId);
    if (former?.expenseId !== expenseId || former.removedAt !== undefined) return undefined;
    return (await receipts.replace(former, dueAfterTrash(now), now)) ?? OVERTAKEN;
  });
}

/**
 * Refuses to change the receipt of an expense.
 * @throws ApiError 404 if there is no such expense, 403 if the user may not change it, 409 if it is in the trash.
 */
export function requireLive(item: ExpenseItem | undefined, principal: Principal): ExpenseItem {
  if (item === undefined) throw new ApiError("expense.notFound");
  requireChangeable(principal, item);
  if (item.deletedAt !== undefined) throw new ApiError("expense.inTrash");
  return item;
}

/**
 * Returns the item that decides who may change a receipt: the expense that it belongs to, whoever sent it; without one, the
 * receipt itself.
 * @param named The expense that the receipt names. It may have another receipt by now.
 */
export function guardOf(receipt: StoredReceipt, named: ExpenseItem | undefined): { createdBy: string } {
  // Without either it was claimed for an expense that never got it.
  const isIts = receipt.state === "confirmed" || named?.receiptId === receipt.receiptId;
  return (isIts && named) || receipt;
}

/**
 * Claims a receipt for an expense. Who may change that may remove the receipt from then on, so it takes the right to
 * change the receipt as well.
 * @param require Refuses a receipt that is not confirmed yet, by throwing.
 * @returns the receipt, which may have been confirmed for it before.
 */
async function claim(
  { ledgerId, receiptId }: ReceiptPlace,
  expenseId: string,
  principal: Principal,
  now: Date,
  { receipts, expenses }: ConfirmingStores,
  require: (receipt: StoredReceipt) => void = () => undefined,
): Promise<StoredReceipt> {
  let over: string | undefined;
  for (;;) {
    let other: string | undefined;
    const receipt = await receipts.change(ledgerId, receiptId, now, (current) => {
      requireStaying(current);
      const isSame = current.expenseId === expenseId;
      if (current.state === "confirmed") {
        if (!isSame) throw new ApiError("receipt.confirmed");
        return undefined;
      }
      requireChangeable(principal, current);
      require(current);
      const isFree = isSame || [undefined, over].includes(current.expenseId);
      if (!isFree || current.isDetaching) requireNoClaim(current, now);
      other = isFree ? undefined : current.expenseId;
      if (!isFree) return undefined;
      // That of an expense in the trash is due, and goes unless this one is there.
      const marks = isSame && current.dueAt !== undefined ? dueAfterTrash(now) : STAYING;
      return { expenseId, claimedAt: now.toISOString(), isDetaching: undefined, ...marks };
    });
    if (other === undefined) return receipt;
    // The request that claimed it is over: it has written its expense, or never will.
    const written = await expenses.get(ledgerId, other);
    if (written?.receiptId === receiptId) {
      // Tells the user which expense it belongs to.
      await settle({ ledgerId, receiptId }, written, now, receipts);
      throw new ApiError("receipt.confirmed");
    }
    over = other;
  }
}

/**
 * Refuses a receipt that another request may be confirming.
 * @throws ApiError 409
 */
export function requireNoClaim({ claimedAt }: StoredReceipt, now: Date): void {
  const isClaimed = claimedAt !== undefined && Date.parse(claimedAt) > now.getTime() - REQUEST_MS;
  if (isClaimed) throw new ApiError("receipt.contended");
}

/** Marks a receipt confirmed, drops its draft and gives up the claim. */
async function settle(
  { ledgerId, receiptId }: ReceiptPlace,
  item: ExpenseItem,
  now: Date,
  receipts: ConfirmingStores["receipts"],
): Promise<void> {
  await receipts.change(ledgerId, receiptId, now, (current) =>
    current.expenseId !== item.expenseId || (current.state === "confirmed" && current.claimedAt === undefined)
      ? undefined
      : {
          ...{ state: "confirmed", draft: undefined, claimedAt: undefined, isDetaching: undefined },
          ...(current.failure === "receipt.unread" && { failure: undefined }),
          ...titleBy(item, receiptId),
        },
  );
}

/**
 * The title of a receipt by its expense: what somebody has corrected was misread. One that was attached to an expense
 * keeps its own, which it is confirmed with again if it is detached.
 */
function titleBy(item: ExpenseItem, receiptId: string): Pick<StoredReceipt, "title"> {
  const { sourceId, deletedAt, merchant, description, amount: total, currency, date: day } = item;
  if (sourceId !== receiptId || deletedAt !== undefined) return {};
  return { title: { merchant: merchant ?? description, total, currency, day } };
}
