import type { RefusalCode } from "../values/refusals";
import type { ReceiptDraft, ReceiptState, ReceiptType } from "./model";

/** The best candidates of a draft, for lists. */
export interface ReceiptTitle {
  merchant?: string;
  /** Minor units of `currency`. */
  total?: number;
  /** ISO 4217. */
  currency: string;
  /** YYYY-MM-DD. */
  day?: string;
  /** Absent for a purchase. */
  kind?: "refund";
}

/** A receipt as the `Ledgers` table holds it. Each change is one conditional write of the next version. */
export interface StoredReceipt {
  ledgerId: string;
  receiptId: string;
  state: ReceiptState;
  /** The file's name on the user's device. */
  fileName: string;
  contentType: ReceiptType;
  /** Announced size of the file. */
  bytes: number;
  /** Announced SHA-256 of the file, in hex. */
  sha256: string;
  /** BCP 47: determines which of 03/04 is the day. */
  locale: string;
  /** False if its file is kept without being read, until that is requested. */
  isToBeRead?: boolean;
  createdBy: string;
  /** UTC, ISO 8601, like `updatedAt`. */
  createdAt: string;
  updatedAt: string;
  version: number;
  /** The version of the object that is kept; absent until it has been inspected. */
  objectVersion?: string;
  pages?: number;
  /** Who requested this reading, if it is not the first. */
  readBy?: string;
  /** True once the pages of this reading count towards the quota. */
  isCounted?: boolean;
  /** The time at which the last attempt to have a single page read began, UTC: no other begins until it is certain to be over. */
  analysingAt?: string;
  /** The analysis of several pages that is under way. */
  jobId?: string;
  /** Number of readings so far: a new one must not be taken for a retry. */
  readings: number;
  failure?: RefusalCode;
  /** The latest, until it is confirmed: while it is read again, it is the one before. */
  draft?: ReceiptDraft;
  title?: ReceiptTitle;
  /**
   * The expense that it belongs to or, while it is not confirmed, that a request began to give it to, or to take it
   * from, at `claimedAt`.
   */
  expenseId?: string;
  claimedAt?: string;
  /** True if the claim is that of a request that detaches it: no repeated request shares it. */
  isDetaching?: boolean;
  /**
   * The time from which the job checks if it can be removed: when its expense in the trash is gone for good, or another
   * receipt has had its place for long enough. One whose expense shows it again stays.
   */
  dueQueue?: "receipts";
  dueAt?: string;
  /** The time at which its removal began, UTC: no expense gets it any more. */
  removedAt?: string;
}
