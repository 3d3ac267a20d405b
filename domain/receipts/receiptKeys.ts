import { UUID } from "../values/uuid";
import type { StoredReceipt } from "./storedReceipt";

/** A receipt of a ledger. */
export type ReceiptPlace = Pick<StoredReceipt, "ledgerId" | "receiptId">;

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
  return ledgerId !== "" && UUID.test(receiptId) && rest.length === 0 ? { ledgerId, receiptId } : undefined;
}
