import type { Alert } from "../expenses/model";
import { texts } from "../expenses/texts";
import { MAX_LEDGER_NAME_LENGTH } from "../values/limits";
import { formatAmount } from "../values/money";
import { plain } from "../values/text";

/** Subject of every alert mail. SNS takes at most 100 ASCII characters without line breaks. */
export const ALERT_SUBJECT = "Expense Alert";

/** Value of the attribute `audience` of the one mail of each alert that `alertEmails` get, however many members get a copy. */
export const OPERATORS = "operators";

/** Characters of free text in a mail. */
const MAX_FREE_TEXT = 100;

/**
 * The text of an alert mail. SNS sends the same to the user and to `alertEmails`, to whom the user may be a stranger, so it holds
 * little of what the user wrote, and nothing that a mail program makes a link of.
 */
export function alertText(alert: Alert, ledgerName?: string): string {
  const category = plain(alert.category, texts.category.max);
  return [
    "An expense above your alert threshold was logged.",
    "",
    `Amount: ${formatAmount(alert.amount, alert.currency)} ${alert.currency}`,
    `Description: ${plain(alert.description, MAX_FREE_TEXT - [...category].length)}`,
    `Category: ${category}`,
    `Date: ${alert.date}`,
    ...(ledgerName === undefined ? [] : [`Ledger: ${plain(ledgerName, MAX_LEDGER_NAME_LENGTH)}`]),
    "",
    `Alert: ${alert.id}`,
  ].join("\n");
}
