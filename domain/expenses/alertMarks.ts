import type { ExpenseItem } from "./model";

// An alert is marked in the same write that stores the expense, so that it cannot be lost; `alerts/` sends marked
// alerts.

/** Amount per currency, in minor units, above which an expense raises an alert. A currency without an entry never does. */
export type AlertThresholds = Readonly<Record<string, number>>;

type Money = Pick<ExpenseItem, "amount" | "currency" | "kind">;

/** Returns true if the amount is strictly above the threshold of its currency. Refunds and income never are. */
export function exceedsThreshold({ amount, currency, kind }: Money, thresholds: AlertThresholds): boolean {
  const threshold = thresholds[currency];
  return kind === undefined && threshold !== undefined && amount > threshold;
}

/** Returns true if an edit takes an expense over a threshold that it did not exceed before. */
export function crossesThreshold(before: Money, after: Money, thresholds: AlertThresholds): boolean {
  return exceedsThreshold(after, thresholds) && !exceedsThreshold(before, thresholds);
}

/**
 * Returns true if an alert of the expense was marked on the UTC day of an instant, which prevents another one on that
 * day.
 */
export function alertedOnDayOf({ alertedAt = "" }: Pick<ExpenseItem, "alertedAt">, at: string): boolean {
  return alertedAt.slice(0, 10) === at.slice(0, 10);
}

/** Returns the expense with an alert for its present version added to the unsent ones. */
export function markAlert(item: ExpenseItem): ExpenseItem {
  const { amount, currency, description, merchant, category, date } = item;
  const id = `${item.expenseId}.${item.version}`;
  const what = { description, ...(merchant !== undefined && { merchant }), category, date };
  const alert = { id, at: item.updatedAt, amount, currency, ...what };
  return {
    ...item,
    alertState: "pending",
    alertAt: item.alertAt ?? item.updatedAt,
    alertId: alert.id,
    alertedAt: item.updatedAt,
    unsentAlerts: [...(item.unsentAlerts ?? []), alert],
  };
}

/** Returns true if the write that made this version marked an alert. */
export const isMarkedNow = ({ alertedAt, updatedAt }: ExpenseItem): boolean => alertedAt === updatedAt;

/** Age in ms at which the sweep takes a pending alert: the handler that marked it may still be sending a younger one. */
export const ALERT_GRACE_MS = 60_000;
