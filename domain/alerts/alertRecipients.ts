import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { isSharedLedgerId } from "../ledgers/ledgerIds";
import { ALERT_SUBSCRIPTION, PROFILE } from "../ledgers/ledgerKeys";
import { ledgerOf } from "../ledgers/storedLedger";

/** Members of a shared ledger whose mails about it are on, and the name that they know it by. */
export interface AlertRecipients {
  userIds: string[];
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

  /** The members who get a copy. A user's own ledger has none: its alerts carry its ID, which is the user's. */
  async of(ledgerId: string): Promise<AlertRecipients> {
    if (!isSharedLedgerId(ledgerId)) return { userIds: [] };
    const [profile] = await batchGet(this.db, this.table, [{ ledgerId, sk: PROFILE }]);
    const { members = {}, name, erasesAt } = ledgerOf(ledgerId, profile);
    if (erasesAt !== undefined) return { userIds: [] };
    const keys = Object.keys(members).map((userId) => ({ ledgerId: userId, sk: ALERT_SUBSCRIPTION }));
    const subscriptions = await batchGet(this.db, this.table, keys, ["ledgerId", "wanted"]);
    const userIds = subscriptions
      .filter(({ wanted }) => wanted === true)
      .map((item) => String(item.ledgerId));
    return { userIds: userIds.sort(), ...(name !== undefined && { ledgerName: name }) };
  }
}
