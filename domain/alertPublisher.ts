import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { ALERT_SUBJECT, alertText } from "./alerts";
import type { ExpenseItem } from "./expense";
import type { ExpenseRepository } from "./expenseRepository";

/**
 * Sends pending alerts: publishes, then clears the mark. In this order an alert is never lost; one whose mark could not be
 * cleared is sent again with the same alert id.
 */
export class AlertPublisher {
  constructor(
    private readonly sns: SNSClient,
    private readonly topicArn: string,
    private readonly expenses: ExpenseRepository,
  ) {}

  /** Sends the alert that the expense is marked with; does nothing without a mark. */
  async send(expense: ExpenseItem): Promise<void> {
    if (expense.alertState !== "pending" || expense.alertId === undefined) return;
    await this.sns.send(
      new PublishCommand({
        TopicArn: this.topicArn,
        Subject: ALERT_SUBJECT,
        Message: alertText(expense, expense.alertId),
        // Subscribers' filter policies match on the ledger.
        MessageAttributes: {
          ledgerId: { DataType: "String", StringValue: expense.ledgerId },
          alertId: { DataType: "String", StringValue: expense.alertId },
        },
      }),
    );
    await this.expenses.clearAlert(expense.expenseId, expense.alertId);
  }

  /**
   * Sends it if it can be sent now; otherwise the mark stays for the sweep. For callers whose own work is already stored and
   * must be acknowledged.
   * @returns whether nothing is left to be sent.
   */
  async trySend(expense: ExpenseItem): Promise<boolean> {
    try {
      await this.send(expense);
      return true;
    } catch (error) {
      console.warn({
        message: "The alert stays pending; the sweep will send it",
        alertId: expense.alertId,
        error: error instanceof Error ? error.message : String(error),
      });
      return false;
    }
  }
}
