import { documentClient, snsClient } from "../aws/clients";
import { describe, log } from "../aws/log";
import { isMarkedNow } from "../expenses/alertMarks";
import { ExpenseRepository } from "../expenses/expenseRepository";
import type { ExpenseItem } from "../expenses/model";
import { linksInto } from "../ledgers/ledgerLink";
import type { QuotaLimits } from "../quotas/quotaKinds";
import { Quotas } from "../quotas/quotas";
import { AlertLog, alertRecordOf } from "./alertLog";
import { alertMail, OPERATORS } from "./alertMail";
import { AlertMailer } from "./alertMailer";
import { AlertRecipientReader } from "./alertRecipients";

/** The part of a closure's values that {@link alertMailerOf} takes. Definitions infer theirs, which the compiler checks against it. */
interface MailerSettings {
  readonly alerts: string;
  readonly ledgers: string;
  readonly quotas: QuotaLimits;
  readonly metricsNamespace: string;
}

/** The part that {@link alertPublisherOf} takes. */
interface PublisherSettings extends MailerSettings {
  readonly expenses: string;
  readonly siteUrl: string;
}

/** The mailer of a deployment's alerts. */
export function alertMailerOf(settings: MailerSettings): AlertMailer {
  const quotas = new Quotas(documentClient(), settings.ledgers, settings.quotas);
  return new AlertMailer({
    sns: snsClient(),
    topicArn: settings.alerts,
    quotas,
    metricsNamespace: settings.metricsNamespace,
  });
}

/** The sender of a deployment's alerts about expenses. */
export function alertPublisherOf(settings: PublisherSettings): AlertPublisher {
  const db = documentClient();
  const sns = snsClient();
  return new AlertPublisher({
    mailer: alertMailerOf(settings),
    expenses: new ExpenseRepository(db, settings.expenses),
    sentAlerts: new AlertLog(db, settings.ledgers),
    recipients: new AlertRecipientReader(db, settings.ledgers, sns),
    siteUrl: settings.siteUrl,
  });
}

export interface AlertPublisherOptions {
  mailer: Pick<AlertMailer, "mail">;
  expenses: ExpenseRepository;
  sentAlerts: AlertLog;
  recipients: Pick<AlertRecipientReader, "of">;
  /** Address of the site. */
  siteUrl: string;
}

/**
 * Sends pending alerts: publishes, records it, then clears the mark. In this order an alert is never lost; an alert
 * whose mark could not be cleared is sent again with the same alert ID.
 */
export class AlertPublisher {
  constructor(private readonly options: AlertPublisherOptions) {}

  /**
   * Sends the alerts that the expense is marked with, and records to whom each was emailed. Does nothing without a
   * mark.
   */
  async send(expense: ExpenseItem): Promise<void> {
    const { expenseId, ledgerId, createdBy = ledgerId, alertId, unsentAlerts = [] } = expense;
    if (alertId === undefined || unsentAlerts.length === 0) return;
    const { mailer, sentAlerts, expenses, recipients, siteUrl } = this.options;
    const { recipients: members, ledgerName } = await recipients.of(ledgerId);
    const linkTo = linksInto(siteUrl, ledgerId);
    for (const alert of unsentAlerts) {
      const copies = members.map(({ userId, language }) => ({
        to: userId,
        ...alertMail(alert, { language, ledgerName, linkTo }),
        attributes: { ledgerId: userId },
      }));
      const occasion = { alertId: alert.id, ledgerId };
      const mailed = await mailer.mail({ ...occasion, kind: "alerts" }, copies);
      // Counted apart: a user with many ledgers must not fill the operators' mailboxes.
      const copy = { to: createdBy, ...alertMail(alert), attributes: { audience: OPERATORS } };
      await mailer.mail({ ...occasion, kind: "operatorAlerts" }, [copy]);
      const mailedTo = members.map(({ userId }) => userId).filter((userId) => mailed.has(userId));
      await sentAlerts.record(ledgerId, alertRecordOf(expenseId, alert, mailedTo));
    }
    await expenses.clearAlerts(expenseId, alertId);
  }

  /**
   * Sends the alert with which a request has just marked the expense, if possible: the request's own work is already stored and must
   * be acknowledged. Other alerts are left to the requests that marked them, which may be sending them at this moment, and to the sweep.
   * @param isStored False if this request stored nothing: a repeated one would send what the first is still sending.
   */
  async trySendNew(expense: ExpenseItem, isStored: boolean): Promise<void> {
    if (isStored && isMarkedNow(expense)) await this.trySend(expense);
  }

  /**
   * Sends the alerts if possible; otherwise the mark stays for the sweep.
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
}
