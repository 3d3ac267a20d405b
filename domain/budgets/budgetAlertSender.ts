import type { AlertLog, AlertRecord } from "../alerts/alertLog";
import type { AlertMailer } from "../alerts/alertMailer";
import type { AlertRecipientReader } from "../alerts/alertRecipients";
import { linksInto } from "../ledgers/ledgerLink";
import { periodOf } from "../quotas/quotaKinds";
import { addDays } from "../values/day";
import { formatAmount } from "../values/money";
import { withMailed, withoutPending, withWaiting } from "./alerting";
import { budgetMail } from "./budgetMail";
import type { BudgetStore } from "./budgetStore";
import type { BudgetAlert } from "./model";

interface BudgetAlertSenderOptions {
  store: Pick<BudgetStore, "change">;
  mailer: Pick<AlertMailer, "mail">;
  recipients: Pick<AlertRecipientReader, "of">;
  sentAlerts: Pick<AlertLog, "record">;
  /** Address of the site. */
  siteUrl: string;
}

/**
 * Emails the alerts of budgets that are marked: to one user after the other, recording each right after SNS accepted
 * the email; then lists the alert and clears the mark. So none is lost, and an email is repeated only if the function
 * dies between the two. An alert above a user's quota is listed at once, and waits for the quota's next period to be
 * emailed to them.
 */
export class BudgetAlertSender {
  constructor(private readonly options: BudgetAlertSenderOptions) {}

  async send(ledgerId: string, budgetId: string, alert: BudgetAlert, now: Date): Promise<void> {
    const { store, mailer, recipients, sentAlerts, siteUrl } = this.options;
    const { recipients: members, ledgerName } = await recipients.of(ledgerId);
    const linkTo = linksInto(siteUrl, ledgerId);
    const occasion = { alertId: alert.id, kind: "budgetAlerts", ledgerId } as const;
    const mailedTo = [...alert.mailedTo];
    let isRefused = false;
    for (const { userId, language } of members) {
      if (mailedTo.includes(userId)) continue;
      const mail = {
        to: userId,
        ...budgetMail(alert, { language, ledgerName, linkTo }),
        attributes: { ledgerId: userId },
      };
      const passed = await mailer.mail(occasion, [mail]);
      if (!passed.has(userId)) {
        isRefused = true;
        continue;
      }
      await store.change(ledgerId, (book) => withMailed(book, budgetId, alert, userId));
      mailedTo.push(userId);
    }
    await sentAlerts.record(ledgerId, recordOf(budgetId, alert, mailedTo));
    const until = periodOf(occasion.kind, now).end.toISOString();
    await store.change(ledgerId, (book) =>
      isRefused ? withWaiting(book, budgetId, alert, until) : withoutPending(book, budgetId, alert),
    );
  }
}

function recordOf(budgetId: string, alert: BudgetAlert, mailedTo: string[]): AlertRecord {
  const { id, at, name, currency, spent, available, from, to, threshold, daysLeft } = alert;
  return {
    alertId: id,
    at,
    amount: formatAmount(spent, currency),
    currency,
    description: name,
    category: "",
    // In the zone of the ledger, which is not that of `at`. Emailed after its period, it is of the last day of that.
    date: addDays(to, 1 - Math.max(1, daysLeft)),
    budget: { id: budgetId, from, to, threshold, available: formatAmount(available, currency) },
    mailedTo,
  };
}
