import type { ExpenseRepository } from "../expenses/expenseRepository";
import { type Author, changed } from "../expenses/history";
import { requireNoClaim } from "./confirming";
import type { ReceiptFiles } from "./receiptFiles";
import type { ReceiptStore } from "./receiptStore";
import type { StoredReceipt } from "./storedReceipt";

interface RemovingStores {
  receipts: Pick<ReceiptStore, "delete">;
  files: Pick<ReceiptFiles, "delete">;
  expenses: Pick<ExpenseRepository, "change">;
}

/**
 * Removes a receipt with its file and detaches it from its expense. The item is removed last, so that an interrupted
 * removal can be repeated.
 * @throws ApiError 409 while another request may be confirming it.
 */
export async function removeReceipt(
  receipt: StoredReceipt,
  { now, author }: { now: Date; author: Author },
  { receipts, files, expenses }: RemovingStores,
): Promise<void> {
  requireNoClaim(receipt, now);
  const { ledgerId, receiptId, expenseId } = receipt;
  await expenses.change(ledgerId, expenseId, (current, at) =>
    current.receiptId === receiptId ? changed(current, { receiptId: undefined }, at, author) : undefined,
  );
  await files.delete(receipt);
  await receipts.delete(receipt);
}
