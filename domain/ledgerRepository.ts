import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";

/** A ledger's alert subscription as it was asked of SNS; what state it is in, only SNS knows. */
export interface StoredSubscription {
  subscriptionArn: string;
  email: string;
  /** False once the user switched it off while it still waited for confirmation, when SNS cannot end it yet. */
  wanted: boolean;
}

const PROFILE = "profile";
const SUBSCRIPTION = "alertSubscription";

/** The `Ledgers` table: what is known of a ledger besides its expenses, one item per kind (`sk`). */
export class LedgerRepository {
  /** Ledgers whose profile is known to be there, so that only the first expense of a cold start asks. */
  private readonly known = new Set<string>();

  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Makes sure that the ledger has a profile, before its first expense: reports find ledgers by their profile. */
  async ensure(ledgerId: string, now: Date): Promise<void> {
    if (this.known.has(ledgerId)) return;
    try {
      await this.db.send(
        new PutCommand({
          TableName: this.table,
          Item: { ledgerId, sk: PROFILE, createdAt: now.toISOString() },
          ConditionExpression: "attribute_not_exists(ledgerId)",
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
    this.known.add(ledgerId);
  }

  /** The ledger's alert subscription, if it ever asked for one. */
  async subscription(ledgerId: string): Promise<StoredSubscription | undefined> {
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: { ledgerId, sk: SUBSCRIPTION }, ConsistentRead: true }),
    );
    return Item as StoredSubscription | undefined;
  }

  /** Remembers the ledger's alert subscription. */
  async saveSubscription(ledgerId: string, subscription: StoredSubscription): Promise<void> {
    await this.db.send(
      new PutCommand({ TableName: this.table, Item: { ...subscription, ledgerId, sk: SUBSCRIPTION } }),
    );
  }

  /** Forgets the ledger's alert subscription. */
  async removeSubscription(ledgerId: string): Promise<void> {
    await this.db.send(new DeleteCommand({ TableName: this.table, Key: { ledgerId, sk: SUBSCRIPTION } }));
  }
}
