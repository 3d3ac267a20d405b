// Types of receipts that the server, the page and the local cloud share. No schemas here: they would end up in the page's bundle.

/**
 * `uploading`: announced, its file has not arrived. `reading`: the file is here and is being read. `toConfirm`: read, waits for its user.
 * `failed`: could not be read or kept; see `failure`. `confirmed`: belongs to an expense.
 */
export const RECEIPT_STATES = ["uploading", "reading", "toConfirm", "failed", "confirmed"] as const;
export type ReceiptState = (typeof RECEIPT_STATES)[number];

/** Failures of receipts whose file may be there although it was never inspected, since its notice was given up. */
const UNSEEN: readonly (string | undefined)[] = ["receipt.notUploaded", "receipt.stalled", "receipt.unread"];

/** Returns true if a receipt that failed so may have a file that can be read. */
export const isUnseen = (failure: string | undefined): boolean => UNSEEN.includes(failure);

/** The types of files that are read. */
export const RECEIPT_TYPES = ["image/jpeg", "image/png", "application/pdf"] as const;
export type ReceiptType = (typeof RECEIPT_TYPES)[number];

/** A place on a page, in fractions of its width and height. */
export interface ReceiptBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A possible value on a receipt. */
export interface Candidate<Value> {
  value: Value;
  /** 0 to 100. */
  confidence: number;
  /** The source text. */
  text: string;
  /** From 1. */
  page: number;
  box?: ReceiptBox;
}

/** A line of a receipt. */
export interface ReceiptItem {
  text: string;
  /** Minor units of the draft's currency; below 0 for bottles that were returned, or a discount between the lines. */
  amount: number;
  quantity?: number;
  /** From 1. */
  page: number;
  box?: ReceiptBox;
  category?: string;
}

/** Doubts that the user has to check before confirming. */
export const RECEIPT_DOUBTS = [
  "ambiguousDay",
  "noDay",
  "unlikelyDay",
  "noTotal",
  "uncertainTotal",
  "negativeTotal",
  "refundHeading",
  "noMerchant",
  "uncertainMerchant",
  "assumedCurrency",
  "mixedCurrencies",
  "sharedSign",
] as const;
export type ReceiptDoubt = (typeof RECEIPT_DOUBTS)[number];

/**
 * Everything that was read from a receipt. Every list has its best candidate first, and is empty if nothing was found.
 */
export interface ReceiptDraft {
  merchants: Candidate<string>[];
  /** YYYY-MM-DD. */
  days: Candidate<string>[];
  /** Minor units of `currency`. */
  totals: Candidate<number>[];
  /** ISO 4217. */
  currency: string;
  currencies: Candidate<string>[];
  /** Minor units, like the following sums. */
  subtotal?: number;
  taxes: number;
  tip: number;
  discount: number;
  items: ReceiptItem[];
  /** Absent for a purchase, as in the drafts of former releases. */
  kind?: "refund";
  doubts: ReceiptDoubt[];
}
