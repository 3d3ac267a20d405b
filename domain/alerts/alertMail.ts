import type { Alert } from "../expenses/model";
import { formatAmount } from "../values/money";
import { isolate, oneLine } from "../values/text";

/** Subject of every alert mail. SNS takes at most 100 ASCII characters without line breaks. */
export const ALERT_SUBJECT = "Expense Alert";

/** The text of an alert mail. */
export function alertText(alert: Alert): string {
  return [
    "An expense above your alert threshold was logged.",
    "",
    `Amount: ${formatAmount(alert.amount, alert.currency)} ${alert.currency}`,
    `Description: ${isolate(oneLine(alert.description))}`,
    `Category: ${isolate(oneLine(alert.category))}`,
    `Date: ${alert.date}`,
    "",
    `Alert: ${alert.id}`,
  ].join("\n");
}
