import { ApiError } from "../http/apiError";
import { isUnseen } from "./model";
import { standing } from "./receiptAnswers";
import type { StoredReceipt } from "./storedReceipt";

/**
 * Returns the changes by which a receipt is read again; undefined while it is being read. It keeps what was read before until
 * it is read again, which may fail.
 * @throws ApiError 409 if it has no file, or belongs to an expense.
 */
export function toBeReadAgain(receipt: StoredReceipt, now: Date): Partial<StoredReceipt> | undefined {
  const { state, failure } = standing(receipt, now);
  if (state === "confirmed") throw new ApiError("receipt.confirmed");
  if (state === "reading") return undefined;
  if (receipt.objectVersion === undefined && !isUnseen(failure)) throw new ApiError("receipt.noFile");
  return {
    state: "reading",
    readings: receipt.readings + 1,
    failure: undefined,
    isToBeRead: undefined,
    jobId: undefined,
    isCounted: undefined,
    analysingAt: undefined,
  };
}
