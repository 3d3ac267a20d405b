import { ApiError } from "../http/apiError";
import { standing } from "./receiptAnswers";
import type { StoredReceipt } from "./storedReceipt";

/**
 * Returns the changes by which a receipt is read again; undefined while it is being read.
 * @throws ApiError 409 if it has no file, or belongs to an expense.
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
