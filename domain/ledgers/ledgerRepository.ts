import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/lib-dynamodb";
import type { SentAlert } from "../alerts/alerts";
import { LEDGER_KIND_INDEX } from "../expenses/expenseKeys";
import type { Settings } from "./settings";

/** A ledger's alert subscription as it was asked of SNS; what state it is in, only SNS knows. */
export interface StoredSubscription {
  subscriptionArn: string;
  email: string;
  /** False once the user switched it off while it still waited for confirmation, when SNS cannot end it yet. */
  wanted: boolean;
}

/** A ledger's settings and their version, 0 before the first time they are saved. */
export interface StoredSettings {
  settings: Settings;
  version: number;
}

const PROFILE = "profile";
const SETTINGS = "settings";
const ALERT = "alert#";
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

  /** Whether the ledger has a profile. */
  async exists(ledgerId: string): Promise<boolean> {
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: { ledgerId, sk: PROFILE } }),
    );
    return Item !== undefined;
  }

  /** The ids of all ledgers that have a profile, in pages and in order; from the one after `after`. */
  async *all(after?: string): AsyncGenerator<string[]> {
    let start: QueryCommandInput["ExclusiveStartKey"] =
      after === undefined ? undefined : { ledgerId: after, sk: PROFILE };
    do {
      const page = await this.db.send(
        new QueryCommand({
          TableName: this.table,
          IndexName: LEDGER_KIND_INDEX,
          KeyConditionExpression: "sk = :profile",
          ExpressionAttributeValues: { ":profile": PROFILE },
          ProjectionExpression: "ledgerId",
          ExclusiveStartKey: start,
        }),
      );
      yield (page.Items ?? []).map((item) => String(item.ledgerId));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
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
    await this.delete(ledgerId, SUBSCRIPTION);
  }

  /** The ledger's settings. */
  async settings(ledgerId: string): Promise<StoredSettings> {
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: { ledgerId, sk: SETTINGS }, ConsistentRead: true }),
    );
    return { settings: Item?.settings ?? {}, version: Item?.version ?? 0 };
  }

  /**
   * Replaces version `previous` of the ledger's settings.
   * @returns false when another version is stored.
   */
  async saveSettings(ledgerId: string, settings: Settings, previous: number): Promise<boolean> {
    try {
      await this.db.send(
        new PutCommand({
          TableName: this.table,
          Item: { ledgerId, sk: SETTINGS, settings, version: previous + 1 },
          ConditionExpression: previous === 0 ? "attribute_not_exists(ledgerId)" : "version = :previous",
          ...(previous > 0 && { ExpressionAttributeValues: { ":previous": previous } }),
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** Notes that an alert was sent; noting it twice changes nothing. */
  async recordAlert(ledgerId: string, alert: SentAlert): Promise<void> {
    await this.db.send(
      new PutCommand({
        TableName: this.table,
        Item: { ...alert, ledgerId, sk: `${ALERT}${alert.at}#${alert.alertId}` },
      }),
    );
  }

  /** The ledger's last alerts, newest first. */
  async sentAlerts(ledgerId: string, limit: number): Promise<SentAlert[]> {
    const { Items = [] } = await this.db.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: "ledgerId = :ledger AND begins_with(sk, :alert)",
        ExpressionAttributeValues: { ":ledger": ledgerId, ":alert": ALERT },
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    return Items.map(({ ledgerId: _ledger, sk: _sk, ...alert }) => alert as SentAlert);
  }

  /** Deletes all that is known of a ledger; its profile last, by which it would be found again if this failed half-way. */
  async erase(ledgerId: string): Promise<void> {
    const query = {
      TableName: this.table,
      KeyConditionExpression: "ledgerId = :ledger",
      ExpressionAttributeValues: { ":ledger": ledgerId },
      ProjectionExpression: "sk",
    };
    for await (const { Items = [] } of paginateQuery({ client: this.db }, query)) {
      for (const { sk } of Items) if (sk !== PROFILE) await this.delete(ledgerId, sk);
    }
    await this.delete(ledgerId, PROFILE);
  }

  private async delete(ledgerId: string, sk: string): Promise<void> {
    await this.db.send(new DeleteCommand({ TableName: this.table, Key: { ledgerId, sk } }));
  }
}
