import { receiptExpenseId } from "../expenses/expenseKeys";
import type { ExpenseRepository } from "../expenses/expenseRepository";
import { type Author, changed } from "../expenses/history";
import { ApiError } from "../http/apiError";
import { type Principal, requireChangeable } from "../ledgers/principal";
import { guardOf, requireLive, requireNoClaim } from "./confirming";
import { requireStaying, STAYING } from "./dueMarks";
import type { ReceiptStore } from "./receiptStore";
import type { StoredReceipt } from "./storedReceipt";

interface DetachingStores {
  receipts: Pick<ReceiptStore, "change">;
  expenses: Pick<ExpenseRepository, "get" | "change">;
}

/**
 * Detaches a receipt from the expense that it was attached to, so that it can be confirmed again. Its draft is gone;
 * its title is kept. Detaching one that belongs to no expense changes nothing.
 *
 * Like confirming, it writes two items and can end in between. It first turns the receipt's confirmation back into a
 * claim of the same expense, which no other request shares, then changes that expense, then gives up the claim. Until
 * then no expense gets the receipt, and a repeated request completes what is left.
 * @throws ApiError 403 if the user may not change the expense or, without one, the receipt; 404 if the expense is gone, with
 *   which the receipt goes; 409 if the expense was created from the receipt or is in the trash, or while another request may
 *   be confirming the receipt.
 */
export async function detach(
  receipt: StoredReceipt,
  principal: Principal,
  { now, author }: { now: Date; author: Author },
  { receipts, expenses }: DetachingStores,
): Promise<StoredReceipt> {
  const { ledgerId, receiptId, expenseId } = receipt;
  if (expenseId === undefined) return receipt;
  // Confirmed again, it would find that expense instead of creating one.
  if (expenseId === receiptExpenseId(ledgerId, receiptId)) throw new ApiError("receipt.ofExpense");
  const holder = await expenses.get(ledgerId, expenseId);
  if (holder?.receiptId === receiptId) requireLive(holder, principal);
  const requireRight = (current: StoredReceipt) => {
    if (current.state === "confirmed" && holder === undefined) throw new ApiError("expense.notFound");
    // Who began to detach it completes that, though the expense no longer has it.
    requireChangeable(principal, (current.isDetaching && holder) || guardOf(current, holder));
  };
  requireRight(receipt);

  const isIts = (current: StoredReceipt) => current.expenseId === expenseId;
  const claimedAt = now.toISOString();
  await receipts.change(ledgerId, receiptId, now, (current) => {
    requireStaying(current);
    if (!isIts(current)) return undefined;
    requireNoClaim(current, now);
    requireRight(current);
    return { ...reopened(current), claimedAt, isDetaching: true, ...STAYING };
  });
  await expenses.change(ledgerId, expenseId, (current, at) => {
    if (current.receiptId !== receiptId) return undefined;
    requireLive(current, principal);
    return changed(current, { receiptId: undefined }, at, author);
  });
  return receipts.change(ledgerId, receiptId, now, (current) =>
    isIts(current) && current.claimedAt === claimedAt
      ? { expenseId: undefined, claimedAt: undefined, isDetaching: undefined, ...STAYING }
      : undefined,
  );
}

/** The state of a receipt that is to be confirmed again. One without a title was attached unread, or could not be read. */
const reopened = ({ title, failure = "receipt.unread" }: StoredReceipt): Partial<StoredReceipt> =>
  title ? { state: "toConfirm" } : { state: "failed", failure };
