/**
 * An alert that is still to be sent: the expense as it was when it went over the threshold, whatever became of it since.
 */
export interface Alert
  extends Pick<ExpenseItem, "amount" | "currency" | "description" | "category" | "date"> {
  /** Distinguishes an alert that was sent twice from two alerts. */
  id: string;
  /** When the expense went over the threshold, UTC, ISO 8601. */
  at: string;
}

/** An expense as DynamoDB holds it; `expenseKeys.ts` describes the attributes of the indexes. */
export interface ExpenseItem {
  expenseId: string;
  /** The ledger that it belongs to; the owner's user id. */
  ledgerId: string;
  /** Integer minor units of `currency`. */
  amount: number;
  currency: string;
  date: string;
  description: string;
  category: string;
  createdBy: string;
  createdAt: string;
  updatedAt: string;
  version: number;
  /** SHA-256 of the request that created it. Distinguishes a retry from another request with the same Idempotency-Key. */
  requestHash?: string;
  deletedAt?: string;
  /** Epoch seconds, the table's TTL attribute: when an expense in the trash is gone for good. */
  expiresAt?: number;
  /** Present while alerts are to be sent; see `alertMarks.ts`. */
  alertState?: "pending";
  /** When the oldest alert in `unsentAlerts` was marked, UTC. */
  alertAt?: string;
  /** Oldest first. */
  unsentAlerts?: Alert[];
  /** Id of the newest alert, sent or not. */
  alertId?: string;
}
