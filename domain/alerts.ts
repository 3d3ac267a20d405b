import { z } from "zod";
import type { ExpenseItem } from "./expense";
import { formatAmount } from "./money";

/** Per currency, the amount in minor units above which an expense is alerted. A currency that is not named never alerts. */
export type AlertThresholds = Readonly<Record<string, number>>;

/** Answer of the `/alerts/subscription` routes: off, waiting for the click in the confirmation mail, or on. */
export const alertSubscription = z
  .strictObject({ state: z.enum(["off", "pending", "on"]), email: z.string().optional() })
  .meta({ id: "AlertSubscription" });
export type AlertSubscription = z.infer<typeof alertSubscription>;

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

/** The attributes that mark an alert of this version of an expense as still to be sent. */
export function pendingAlert(expenseId: string, version: number, at: string) {
  return { alertState: "pending", alertAt: at, alertId: `${expenseId}.${version}` } as const;
}

/** Subject of every alert mail. SNS takes at most 100 ASCII characters without line breaks. */
export const ALERT_SUBJECT = "Expense Alert";

type Alerted = Pick<ExpenseItem, "amount" | "currency" | "description" | "category" | "date">;

/** The text of the mail. The id tells a mail that was sent twice from two alerts. */
export function alertText(expense: Alerted, alertId: string): string {
  return [
    "An expense above your alert threshold was logged.",
    "",
    `Amount: ${formatAmount(expense.amount, expense.currency)} ${expense.currency}`,
    `Description: ${expense.description}`,
    `Category: ${expense.category}`,
    `Date: ${expense.date}`,
    "",
    `Alert: ${alertId}`,
  ].join("\n");
}
