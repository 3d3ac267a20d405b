import { formatAmount } from "../values/money";
import type { RefusalCode } from "../values/refusals";
import type { ReceiptState } from "./model";
import type { Receipt } from "./receiptSchemas";
import type { StoredReceipt } from "./storedReceipt";

/** Time after which a missing file is not going to arrive: its upload form has expired. */
const UPLOAD_MS = 15 * 60_000;

/** Time after which a reading is over, successful or not, including every retry. */
const READING_MS = 40 * 60_000;

/** Returns the current state of a receipt. Work that never ended is shown as failed, so that its user can continue. */
export function standing(
  { state, failure, updatedAt }: StoredReceipt,
  now: Date,
): { state: ReceiptState; failure?: RefusalCode } {
  const age = now.getTime() - Date.parse(updatedAt);
  if (state === "uploading" && age > UPLOAD_MS) return { state: "failed", failure: "receipt.notUploaded" };
  if (state === "reading" && age > READING_MS) return { state: "failed", failure: "receipt.stalled" };
  return { state, ...(failure && { failure }) };
}

/** A receipt as the API shows it. */
export function toReceipt(stored: StoredReceipt, now: Date): Receipt {
  const { receiptId, fileName, contentType, bytes, sha256, pages, createdAt, createdBy, version } = stored;
  const { expenseId, title, objectVersion, state } = stored;
  return {
    receiptId,
    fileName,
    contentType,
    bytes,
    sha256,
    createdAt,
    createdBy,
    version,
    ...standing(stored, now),
    hasFile: objectVersion !== undefined,
    ...(pages !== undefined && { pages }),
    ...(expenseId !== undefined && state === "confirmed" && { expenseId }),
    ...(title && { title: shownTitle(title) }),
  };
}

function shownTitle({ total, ...title }: NonNullable<StoredReceipt["title"]>): NonNullable<Receipt["title"]> {
  return { ...title, ...(total !== undefined && { total: formatAmount(total, title.currency) }) };
}
