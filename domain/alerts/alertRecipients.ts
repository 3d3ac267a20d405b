import type { SNSClient } from "@aws-sdk/client-sns";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { ALERT_SUBSCRIPTION, PROFILE, USER_SETTINGS } from "../ledgers/ledgerKeys";
import { ledgerOf } from "../ledgers/storedLedger";
import { userSettingsOf } from "../ledgers/userSettings";
import { type MailLanguage, mailLanguageOf } from "../values/mailLanguage";
import { subscriptionState } from "./subscriptionState";

/** A user who gets the alerts of a ledger. */
export interface AlertRecipient {
  userId: string;
  language: MailLanguage;
}

/** The users who get the alerts of a ledger, and the name that they know it by. */
export interface AlertRecipients {
  recipients: AlertRecipient[];
  ledgerName?: string;
}

/**
 * Finds out whom an alert goes to when it is sent, so that nobody gets one who has left. The subscription of a user lets through
 * what carries their ID, and is never changed for a ledger: a change would take up to 15 minutes.
 */
export class AlertRecipientReader {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
    private readonly sns: SNSClient,
  ) {}

  /** The members of a ledger, or the user of an own one, whose mails are on and confirmed. */
  async of(ledgerId: string): Promise<AlertRecipients> {
    const [profile] = await this.read([{ ledgerId, sk: PROFILE }]);
    const { members, name, erasesAt } = ledgerOf(ledgerId, profile);
    if (erasesAt !== undefined) return { recipients: [] };
    if (members === undefined) return { recipients: await this.subscribersAmong([ledgerId]) };
    const recipients = await this.subscribersAmong(Object.keys(members).sort());
    return { recipients, ...(name !== undefined && { ledgerName: name }) };
  }

  private async subscribersAmong(userIds: readonly string[]): Promise<AlertRecipient[]> {
    const kinds = [ALERT_SUBSCRIPTION, USER_SETTINGS, PROFILE];
    const items = await this.read(userIds.flatMap((ledgerId) => kinds.map((sk) => ({ ledgerId, sk }))));
    const find = (userId: string, key: string) =>
      items.find(({ ledgerId, sk }) => ledgerId === userId && sk === key);
    const subscribed = await Promise.all(
      userIds.map((userId) => this.isSubscribed(find(userId, ALERT_SUBSCRIPTION))),
    );
    return userIds
      .filter((_, index) => subscribed[index])
      .map((userId) => {
        const own = ledgerOf(userId, find(userId, PROFILE));
        const { settings } = userSettingsOf(find(userId, USER_SETTINGS), own);
        return { userId, language: mailLanguageOf(settings.language) ?? "en" };
      });
  }

  /** One that waits for its confirmation gets no mail, and SNS alone knows of it. */
  private async isSubscribed({ wanted, subscriptionArn }: Record<string, unknown> = {}): Promise<boolean> {
    return wanted === true && (await subscriptionState(this.sns, String(subscriptionArn))) === "on";
  }

  private read(keys: readonly Record<string, string>[]) {
    return batchGet(this.db, this.table, keys);
  }
}
