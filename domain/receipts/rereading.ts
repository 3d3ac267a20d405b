import { ApiError } from "../http/apiError";
import type { RefusalCode } from "../values/refusals";
import { standing } from "./receiptAnswers";
import type { StoredReceipt } from "./storedReceipt";

/** Failures of receipts whose file may be in the bucket, although it was never inspected: its notice was given up. */
const UNSEEN: readonly (RefusalCode | undefined)[] = [
  "receipt.notUploaded",
  "receipt.stalled",
  "receipt.unread",
];

/**
 * Returns the changes by which a receipt is read again; undefined while it is being read.
 * @throws ApiError 409 if it has no file, or belongs to an expense.
 */
export function toBeReadAgain(receipt: StoredReceipt, now: Date): Partial<StoredReceipt> | undefined {
  const { state, failure } = standing(receipt, now);
  if (state === "confirmed") throw new ApiError("receipt.confirmed");
  if (state === "reading") return undefined;
  if (receipt.objectVersion === undefined && !UNSEEN.includes(failure)) throw new ApiError("receipt.noFile");
  return {
    state: "reading",
    readings: receipt.readings + 1,
    failure: undefined,
    draft: undefined,
    title: undefined,
    jobId: undefined,
    isCounted: undefined,
  };
}
