import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { log } from "../aws/log";
import { publishMetrics } from "../aws/metrics";
import type { QuotaKind } from "../quotas/quotaKinds";
import type { Quotas } from "../quotas/quotas";

/** The occasion of emails to several users. */
interface MailOccasion {
  alertId: string;
  /** The quota that they count towards. */
  kind: Extract<QuotaKind, "alerts" | "budgetAlerts" | "letters" | "operatorAlerts">;
  /** The ledger that they are about. */
  ledgerId: string;
}

/** An email to the subscribers whose filter matches its attributes. */
export interface AlertMail {
  /** The user whose quota it counts towards. */
  to: string;
  /** ASCII, at most 100 characters. */
  subject: string;
  text: string;
  attributes: Record<string, string>;
}

interface AlertMailerOptions {
  sns: SNSClient;
  topicArn: string;
  quotas: Pick<Quotas, "trySpend">;
  metricsNamespace: string;
}

/** Publishes alerts to the topic by email, within the quotas. */
export class AlertMailer {
  constructor(private readonly options: AlertMailerOptions) {}

  /**
   * Sends the emails of an alert. Where users have a quota for each ledger, whoever adds to one cannot silence the others.
   * @param onHandOver Called right before an email is handed over: a failure before that has sent none.
   * @returns the IDs whose quota allowed them.
   */
  async mail(
    { alertId, kind, ledgerId }: MailOccasion,
    mails: readonly AlertMail[],
    onHandOver: () => void = () => undefined,
  ): Promise<Set<string>> {
    const passed = new Set<string>();
    for (const id of new Set(mails.map(({ to }) => to))) {
      const mailed = await this.options.quotas.trySpend(
        kind,
        { userId: id, ledgerId },
        new Date(),
        async () => {
          for (const one of mails) {
            if (one.to !== id) continue;
            onHandOver();
            await this.publish(alertId, one);
          }
        },
      );
      if (mailed) passed.add(id);
      else log("warn", "An alert is listed but not emailed: the quota is used up", { userId: id, ledgerId });
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
