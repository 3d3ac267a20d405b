import type { StoredFields } from "./fields";

/** An unsent alert: the expense as it was when it exceeded the threshold, whatever became of it since. */
export interface Alert
  extends Pick<StoredFields, "amount" | "currency" | "description" | "category" | "date" | "merchant"> {
  /** Distinguishes an alert that was sent twice from two alerts. */
  id: string;
  /** The time the expense exceeded the threshold, UTC, ISO 8601. */
  at: string;
}

/** Days that an expense was moved out of, and when, UTC. */
export type LeftDays = Readonly<Record<string, string>>;

/** An expense as DynamoDB holds it; `expenseKeys.ts` describes the attributes of the indexes. */
export interface ExpenseItem extends StoredFields {
  /** Days that it was moved out of recently; see `leftDays.ts`. */
  leftDays?: LeftDays;
  /** Present while alerts are unsent; see `alertMarks.ts`. */
  alertState?: "pending";
  /** The time the oldest alert in `unsentAlerts` was marked, UTC. */
  alertAt?: string;
  /** Oldest first. */
  unsentAlerts?: Alert[];
  /** Id of the newest alert, sent or not. */
  alertId?: string;
  /** The time the newest alert was marked, UTC. */
  alertedAt?: string;
}
