import { ApiError } from "../http/apiError";
import { standing } from "./receiptAnswers";
import type { StoredReceipt } from "./storedReceipt";

/**
 * The changes by which a receipt is read again; undefined for one that is being read.
 * @throws ApiError 409 if there is no file of it, or it belongs to an expense.
 */
export function toBeReadAgain(receipt: StoredReceipt, now: Date): Partial<StoredReceipt> | undefined {
  const { state } = standing(receipt, now);
  if (state === "confirmed") throw new ApiError("receipt.confirmed");
  if (receipt.objectVersion === undefined) throw new ApiError("receipt.noFile");
  if (state === "reading") return undefined;
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
