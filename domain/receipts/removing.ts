import type { ExpenseRepository } from "../expenses/expenseRepository";
import { type Author, changed } from "../expenses/history";
import { ApiError } from "../http/apiError";
import { type Principal, requireChangeable } from "../ledgers/principal";
import { guardOf, requireNoClaim } from "./confirming";
import { removal } from "./dueMarks";
import type { ReceiptFiles } from "./receiptFiles";
import type { ReceiptStore } from "./receiptStore";
import type { StoredReceipt } from "./storedReceipt";

interface RemovingStores {
  receipts: Pick<ReceiptStore, "change" | "delete">;
  files: Pick<ReceiptFiles, "delete">;
  expenses: Pick<ExpenseRepository, "get" | "change">;
}

/**
 * Removes a receipt with its file and detaches it from its expense. The item is removed last, so that an interrupted
 * removal can be repeated; the hourly job completes it as well. A receipt that belongs to an expense goes with the right
 * to change that expense, whoever sent it.
 * @throws ApiError 403 if the user may not change that expense or, without one, the receipt; 409 while another request
 *   may be confirming it.
 */
export async function removeReceipt(
  receipt: StoredReceipt,
  principal: Principal,
  { now, author }: { now: Date; author: Author },
  { receipts, files, expenses }: RemovingStores,
): Promise<void> {
  requireNoClaim(receipt, now);
  const { ledgerId, receiptId, expenseId } = receipt;
  const named = await expenses.get(ledgerId, expenseId);
  requireChangeable(principal, guardOf(receipt, named));
  await receipts.change(ledgerId, receiptId, now, (current) => {
    requireNoClaim(current, now);
    // It went to another expense, which this user may not be allowed to change.
    if (current.expenseId !== expenseId) throw new ApiError("receipt.contended");
    return removal(now);
  });
  await expenses.change(ledgerId, expenseId, (current, at) => {
    if (current.receiptId !== receiptId) return undefined;
    requireChangeable(principal, current);
    return changed(current, { receiptId: undefined }, at, author);
  });
  await files.delete(receipt);
  await receipts.delete(receipt);
}
