import { decodeCursor, encodeCursor, invalidCursor } from "../http/cursor";
import type { StoredReceipt } from "./storedReceipt";

/** The receipts that a list shows, and the position that it starts from. */
interface ReceiptQuery {
  state?: "open" | "confirmed" | undefined;
  limit: number;
  cursor?: string | undefined;
}

/**
 * A page of the receipts of a ledger.
 * @param newest All of its receipts, newest first.
 * @throws ApiError 400 if the cursor does not belong to this list.
 */
export function receiptsPage(
  ledgerId: string,
  newest: readonly StoredReceipt[],
  { state, limit, cursor }: ReceiptQuery,
): { receipts: StoredReceipt[]; cursor?: string } {
  const scope = ["receipts", ledgerId, state];
  const [open, confirmed] = [false, true].map((wanted) =>
    newest.filter((one) => (one.state === "confirmed") === wanted),
  ) as [StoredReceipt[], StoredReceipt[]];
  const all = [...(state === "confirmed" ? [] : open), ...(state === "open" ? [] : confirmed)];
  const start = cursor === undefined ? 0 : placeAfter(all, decodeCursor(scope, cursor));
  const receipts = all.slice(start, start + limit);
  const last = receipts.at(-1);
  const hasMore = start + limit < all.length && last !== undefined;
  return { receipts, ...(hasMore && { cursor: encodeCursor(scope, keyOf(last)) }) };
}

/**
 * The receipt that a page ended with may have been confirmed or deleted since: then the rest follows by its position in
 * time.
 */
function placeAfter(all: readonly StoredReceipt[], lastKey: string): number {
  const [group = "", place = ""] = lastKey.split("|");
  if (place === "") throw invalidCursor();
  const next = all.findIndex((one) => {
    const [oneGroup = "", onePlace = ""] = keyOf(one).split("|");
    return oneGroup > group || (oneGroup === group && onePlace < place);
  });
  return next === -1 ? all.length : next;
}

const keyOf = ({ state, createdAt, receiptId }: StoredReceipt) =>
  `${state === "confirmed" ? 1 : 0}|${createdAt}#${receiptId}`;
