import type { SNSClient } from "@aws-sdk/client-sns";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { ALERT_SUBSCRIPTION, PROFILE, USER, USER_SETTINGS } from "../ledgers/ledgerKeys";
import { isShutOut } from "../ledgers/shutOut";
import { ledgerOf } from "../ledgers/storedLedger";
import { userSettingsOf } from "../ledgers/userSettings";
import { type MailLanguage, mailLanguageOf } from "../values/mailLanguage";
import { subscriptionState } from "./subscriptionState";

/** A user who gets the alerts of a ledger. */
interface AlertRecipient {
  userId: string;
  language: MailLanguage;
}

/** The users who get the alerts of a ledger, and the name that they know it by. */
interface AlertRecipients {
  recipients: AlertRecipient[];
  ledgerName?: string;
}

/**
 * Determines the recipients of an alert when it is sent, so that nobody who has left gets one. A user's subscription
 * matches on their ID and is never changed for a ledger: a change would take up to 15 minutes.
 */
export class AlertRecipientReader {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
    private readonly sns: SNSClient,
  ) {}

  /** Returns the members of a ledger, or the user of an own one, whose emails are on and confirmed, and whom nobody has shut out. */
  async of(ledgerId: string): Promise<AlertRecipients> {
    // A user's own ledger, the common case, needs no further read.
    const items = await this.about([ledgerId]);
    const { members, name, erasesAt } = ledgerOf(ledgerId, itemOf(items, ledgerId, PROFILE));
    if (erasesAt !== undefined) return { recipients: [] };
    if (members === undefined) return { recipients: await this.subscribers([ledgerId], items) };
    const ids = Object.keys(members).sort();
    const recipients = await this.subscribers(ids, await this.about(ids));
    return { recipients, ...(name !== undefined && { ledgerName: name }) };
  }

  private async subscribers(userIds: readonly string[], items: readonly Item[]): Promise<AlertRecipient[]> {
    const subscribed = await Promise.all(
      userIds.map((userId) => this.isSubscribed(itemOf(items, userId, ALERT_SUBSCRIPTION))),
    );
    return userIds
      .filter((userId, index) => subscribed[index] && !isShutOut(itemOf(items, userId, USER)))
      .map((userId) => {
        const own = ledgerOf(userId, itemOf(items, userId, PROFILE));
        const { settings } = userSettingsOf(itemOf(items, userId, USER_SETTINGS), own);
        return { userId, language: mailLanguageOf(settings.language) ?? "en" };
      });
  }

  /** The items that hold whether and how emails reach users. */
  private about(userIds: readonly string[]): Promise<Item[]> {
    const kinds = [ALERT_SUBSCRIPTION, USER_SETTINGS, PROFILE, USER];
    const keys = userIds.flatMap((ledgerId) => kinds.map((sk) => ({ ledgerId, sk })));
    return batchGet(this.db, this.table, keys);
  }

  /** A subscription that awaits its confirmation gets no email, and only SNS knows of it. */
  private async isSubscribed({ wanted, subscriptionArn }: Record<string, unknown> = {}): Promise<boolean> {
    return wanted === true && (await subscriptionState(this.sns, String(subscriptionArn))) === "on";
  }
}

type Item = Record<string, unknown>;

const itemOf = (items: readonly Item[], id: string, key: string) =>
  items.find(({ ledgerId, sk }) => ledgerId === id && sk === key);
