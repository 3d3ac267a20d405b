import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { documentClient, snsClient } from "../aws/clients";
import { describe, log } from "../aws/log";
import { publishMetrics } from "../aws/metrics";
import { ExpenseRepository } from "../expenses/expenseRepository";
import type { Alert, ExpenseItem } from "../expenses/model";
import type { QuotaLimits } from "../quotas/quotaKinds";
import { Quotas } from "../quotas/quotas";
import { AlertLog, alertRecordOf } from "./alertLog";
import { alertMail, OPERATORS } from "./alertMail";
import { AlertRecipientReader } from "./alertRecipients";

/** A mail to those subscribers whose filter its attributes pass. */
interface AlertMail extends ReturnType<typeof alertMail> {
  /** The user or ledger whose quota it takes. */
  to: string;
  attributes: Record<string, string>;
}

/** The values of a closure that sends alerts. */
interface AlertEnv {
  readonly alerts: string;
  readonly expenses: string;
  readonly ledgers: string;
  readonly quotas: QuotaLimits;
  readonly metricsNamespace: string;
}

/** The sender of a deployment's alerts. */
export function alertPublisherOf(env: AlertEnv): AlertPublisher {
  const db = documentClient();
  const sns = snsClient();
  return new AlertPublisher({
    sns,
    topicArn: env.alerts,
    expenses: new ExpenseRepository(db, env.expenses),
    sentAlerts: new AlertLog(db, env.ledgers),
    quotas: new Quotas(db, env.ledgers, env.quotas),
    recipients: new AlertRecipientReader(db, env.ledgers, sns),
    metricsNamespace: env.metricsNamespace,
  });
}

export interface AlertPublisherOptions {
  sns: SNSClient;
  topicArn: string;
  expenses: ExpenseRepository;
  sentAlerts: AlertLog;
  quotas: Quotas;
  recipients: Pick<AlertRecipientReader, "of">;
  metricsNamespace: string;
}

/**
 * Sends pending alerts: publishes, notes it, then clears the mark. In this order an alert is never lost; one whose mark
 * could not be cleared is sent again with the same alert id.
 */
export class AlertPublisher {
  constructor(private readonly options: AlertPublisherOptions) {}

  /** Sends the alerts that the expense is marked with, and notes whom each was mailed to; does nothing without a mark. */
  async send({ expenseId, ledgerId, alertId, unsentAlerts = [] }: ExpenseItem): Promise<void> {
    if (alertId === undefined || unsentAlerts.length === 0) return;
    const { sentAlerts, expenses, recipients } = this.options;
    const { recipients: members, ledgerName } = await recipients.of(ledgerId);
    for (const alert of unsentAlerts) {
      const copies = members.map(({ userId, language }) => ({
        to: userId,
        ...alertMail(alert, { language, ledgerName }),
        attributes: { ledgerId: userId },
      }));
      const last = { to: ledgerId, ...alertMail(alert), attributes: { audience: OPERATORS } };
      const mailed = await this.mail(alert, [...copies, last]);
      const mailedTo = members.map(({ userId }) => userId).filter((userId) => mailed.has(userId));
      await sentAlerts.record(ledgerId, alertRecordOf(expenseId, alert, mailedTo));
    }
    await expenses.clearAlerts(expenseId, alertId);
  }

  /**
   * Sends it if it can be sent now; otherwise the mark stays for the sweep. For callers whose own work is already stored and
   * must be acknowledged.
   * @returns true if nothing is left to send.
   */
  async trySend(expense: ExpenseItem): Promise<boolean> {
    try {
      await this.send(expense);
      return true;
    } catch (error) {
      log("warn", "The alert stays pending; the sweep will send it", {
        alertId: expense.alertId,
        error: describe(error),
      });
      return false;
    }
  }

  /**
   * Sends the mails of an alert. Those to one ID are one of its quota: a user's own ledger and the user have the same one.
   * @returns the IDs whose quota let them pass.
   */
  private async mail(alert: Alert, mails: readonly AlertMail[]): Promise<Set<string>> {
    const passed = new Set<string>();
    for (const id of new Set(mails.map(({ to }) => to))) {
      const mailed = await this.options.quotas.trySpend("alerts", { userId: id }, new Date(), async () => {
        for (const one of mails) if (one.to === id) await this.publish(alert.id, one);
      });
      if (mailed) passed.add(id);
      else log("warn", "An alert is listed but not mailed: the quota is used up", { ledgerId: id });
    }
    return passed;
  }

  private async publish(alertId: string, { subject, text, attributes }: AlertMail): Promise<void> {
    const { sns, topicArn, metricsNamespace } = this.options;
    await sns.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: subject,
        Message: text,
        // Subscribers' filter policies match on the ID of the user, those of `alertEmails` on the audience.
        MessageAttributes: Object.fromEntries(
          Object.entries({ alertId, ...attributes }).map(([name, value]) => [
            name,
            { DataType: "String", StringValue: value },
          ]),
        ),
      }),
    );
    publishMetrics(metricsNamespace, {}, [{ name: "AlertsSent", value: 1, unit: "Count" }]);
  }
}
