import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { ALERT_SUBSCRIPTION } from "../ledgers/ledgerKeys";

/** A ledger's alert subscription as it was requested from SNS. Only SNS knows its current state. */
export interface StoredSubscription {
  subscriptionArn: string;
  email: string;
  /** False if the user turned it off before confirming it: until then SNS cannot delete it. */
  wanted: boolean;
  /** Subscriptions of the user's former addresses, which SNS cannot delete yet. */
  replaced?: string[];
}

/** Each ledger's alert subscription, in the `Ledgers` table. */
export class SubscriptionRepository {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** @returns undefined if the ledger has no subscription. */
  async get(ledgerId: string): Promise<StoredSubscription | undefined> {
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: keyOf(ledgerId), ConsistentRead: true }),
    );
    if (Item === undefined) return undefined;
    const { ledgerId: _ledger, sk: _sk, ...subscription } = Item;
    return subscription as StoredSubscription;
  }

  async save(ledgerId: string, subscription: StoredSubscription): Promise<void> {
    await this.db.send(
      new PutCommand({ TableName: this.table, Item: { ...subscription, ...keyOf(ledgerId) } }),
    );
  }

  async remove(ledgerId: string): Promise<void> {
    await this.db.send(new DeleteCommand({ TableName: this.table, Key: keyOf(ledgerId) }));
  }
}

function keyOf(ledgerId: string) {
  return { ledgerId, sk: ALERT_SUBSCRIPTION };
}
