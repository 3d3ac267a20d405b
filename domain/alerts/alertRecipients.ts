import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { isSharedLedgerId } from "../ledgers/ledgerIds";
import { ALERT_SUBSCRIPTION, PROFILE } from "../ledgers/ledgerKeys";
import { ledgerOf } from "../ledgers/storedLedger";
import { type AlertLanguage, alertLanguageOf } from "./alertMail";

/** A user who gets the alerts of a ledger. */
export interface AlertRecipient {
  userId: string;
  language: AlertLanguage;
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
  ) {}

  /** The user of an own ledger, whether or not their mails are on; the members of a shared one whose mails are on. */
  async of(ledgerId: string): Promise<AlertRecipients> {
    const [profile] = await this.read([{ ledgerId, sk: PROFILE }]);
    const { settings, members = {}, name, erasesAt } = ledgerOf(ledgerId, profile);
    if (!isSharedLedgerId(ledgerId)) {
      return { recipients: [{ userId: ledgerId, language: alertLanguageOf(settings.language) }] };
    }
    if (erasesAt !== undefined) return { recipients: [] };
    const recipients = await this.subscribersAmong(Object.keys(members).sort());
    return { recipients, ...(name !== undefined && { ledgerName: name }) };
  }

  private async subscribersAmong(userIds: readonly string[]): Promise<AlertRecipient[]> {
    const items = await this.read(
      userIds.flatMap((ledgerId) => [ALERT_SUBSCRIPTION, PROFILE].map((sk) => ({ ledgerId, sk }))),
    );
    const find = (userId: string, key: string) =>
      items.find(({ ledgerId, sk }) => ledgerId === userId && sk === key);
    return userIds
      .filter((userId) => find(userId, ALERT_SUBSCRIPTION)?.wanted === true)
      .map((userId) => {
        const { settings } = ledgerOf(userId, find(userId, PROFILE));
        return { userId, language: alertLanguageOf(settings.language) };
      });
  }

  private read(keys: readonly Record<string, string>[]) {
    return batchGet(this.db, this.table, keys);
  }
}
