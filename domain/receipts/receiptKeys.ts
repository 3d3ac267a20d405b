import type { StoredReceipt } from "./storedReceipt";

/** A receipt of a ledger. */
export type ReceiptPlace = Pick<StoredReceipt, "ledgerId" | "receiptId">;

/** A UUID in lowercase, of whatever version. */
export const RECEIPT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Prefix of the keys of a ledger's files. */
export function receiptFolder(ledgerId: string): string {
  return `${ledgerId}/`;
}

/** Key of a receipt's file in the bucket. */
export function receiptKey({ ledgerId, receiptId }: ReceiptPlace): string {
  return receiptFolder(ledgerId) + receiptId;
}

/** The receipt whose file has a key; undefined if the key is not that of a receipt. */
export function placeOfKey(key: string): ReceiptPlace | undefined {
  const [ledgerId = "", receiptId = "", ...rest] = key.split("/");
  return ledgerId !== "" && RECEIPT_ID.test(receiptId) && rest.length === 0
    ? { ledgerId, receiptId }
    : undefined;
}
