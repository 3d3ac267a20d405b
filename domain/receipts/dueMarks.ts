import { ApiError } from "../http/apiError";
import { DAY_MS } from "../values/duration";
import { TRASH_DAYS } from "../values/limits";
import type { StoredReceipt } from "./storedReceipt";

// A file is deleted only after its receipt is marked as being removed, by a write of the version that was found to be
// needless. From then on no request gives the receipt to an expense, so nothing shows a file that is being deleted. The
// mark also makes the receipt due: the hourly job completes a removal that ended in between.

/** Time after which a request is certain to be over: API Gateway waits for 29 s, and clocks differ. */
export const REQUEST_MS = 60_000;

type DueMark = Pick<StoredReceipt, "dueQueue" | "dueAt">;

/** The mark of a receipt that is due at an instant. */
export const dueAt = (instant: number): DueMark => ({
  dueQueue: "receipts",
  dueAt: new Date(instant).toISOString(),
});

/** The mark of a receipt that is to be kept for as long as the trash keeps an expense. */
export const dueAfterTrash = (now: Date): DueMark => dueAt(now.getTime() + TRASH_DAYS * DAY_MS);

/** Takes the marks from a receipt that is to stay. */
export const STAYING = { dueQueue: undefined, dueAt: undefined, removedAt: undefined };

/** The marks of a receipt that a request removes. The job leaves it alone until that request is over. */
export const removal = (now: Date): Partial<StoredReceipt> => ({
  removedAt: now.toISOString(),
  ...dueAt(now.getTime() + REQUEST_MS),
});

/**
 * Refuses a receipt that is being removed.
 * @throws ApiError 409
 */
export function requireStaying({ removedAt }: StoredReceipt): void {
  if (removedAt !== undefined) throw new ApiError("receipt.contended");
}
