import * as z from "zod";
import type { ExpenseItem } from "../expenses/expense";
import { formatAmount } from "../values/money";

/** Per currency, the amount in minor units above which an expense is alerted. A currency that is not named never alerts. */
export type AlertThresholds = Readonly<Record<string, number>>;

/** Answer of the `/alerts/subscription` routes: off, waiting for the click in the confirmation mail, or on. */
export const alertSubscription = z
  .strictObject({ state: z.enum(["off", "pending", "on"]), email: z.string().optional() })
  .meta({ id: "AlertSubscription" });
export type AlertSubscription = z.infer<typeof alertSubscription>;

const sentAlert = z.strictObject({
  alertId: z.string(),
  expenseId: z.string(),
  at: z.string().describe("When the expense crossed the threshold, UTC, ISO 8601."),
  amount: z.string().describe("Decimal in the currency."),
  currency: z.string(),
  description: z.string(),
  category: z.string(),
  date: z.string(),
});
/** An alert that was sent, with the expense as it was then. */
export type SentAlert = z.infer<typeof sentAlert>;

/** Answer of `GET /alerts`: the last alerts of the ledger, newest first. */
export const sentAlerts = z.strictObject({ alerts: z.array(sentAlert) }).meta({ id: "SentAlerts" });

type Money = Pick<ExpenseItem, "amount" | "currency">;

/** Whether an expense is strictly above the threshold of its currency. */
export function exceedsThreshold({ amount, currency }: Money, thresholds: AlertThresholds): boolean {
  const threshold = thresholds[currency];
  return threshold !== undefined && amount > threshold;
}

/** Whether an edit takes an expense over the threshold that it was not over before. */
export function crossesThreshold(before: Money, after: Money, thresholds: AlertThresholds): boolean {
  return exceedsThreshold(after, thresholds) && !exceedsThreshold(before, thresholds);
}

/** What an alert tells of: the expense as it was when it went over the threshold, whatever became of it since. */
export interface Alert
  extends Pick<ExpenseItem, "amount" | "currency" | "description" | "category" | "date"> {
  /** Tells an alert that was sent twice from two alerts. */
  id: string;
  /** When the expense went over the threshold, UTC, ISO 8601. */
  at: string;
}

/** The expense with an alert of its present version marked as still to be sent, after those that already are. */
export function markAlert(item: ExpenseItem): ExpenseItem {
  const { amount, currency, description, category, date } = item;
  const id = `${item.expenseId}.${item.version}`;
  const alert = { id, at: item.updatedAt, amount, currency, description, category, date };
  return {
    ...item,
    alertState: "pending",
    alertAt: item.alertAt ?? item.updatedAt,
    alertId: alert.id,
    unsentAlerts: [...(item.unsentAlerts ?? []), alert],
  };
}

/** Subject of every alert mail. SNS takes at most 100 ASCII characters without line breaks. */
export const ALERT_SUBJECT = "Expense Alert";

/** The text of the mail. */
export function alertText(alert: Alert): string {
  return [
    "An expense above your alert threshold was logged.",
    "",
    `Amount: ${formatAmount(alert.amount, alert.currency)} ${alert.currency}`,
    `Description: ${alert.description}`,
    `Category: ${alert.category}`,
    `Date: ${alert.date}`,
    "",
    `Alert: ${alert.id}`,
  ].join("\n");
}

/** What is remembered of an alert that was sent. */
export function sentAlertOf(expenseId: string, { id, amount, ...alert }: Alert): SentAlert {
  return { alertId: id, expenseId, ...alert, amount: formatAmount(amount, alert.currency) };
}
