import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { ALERT_SUBSCRIPTION, LEDGER_KIND_INDEX, PROFILE, USER } from "./ledgerKeys";
import type { Ledger } from "./model";
import type { Settings } from "./settings";

const CONCURRENT_DELETES = 25;

/** The `Ledgers` table: what is known of a ledger besides its expenses, one item per kind (`sk`). */
export class LedgerRepository {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /**
   * Makes the profile of a ledger that a request found without one, before its first expense or report. Whatever somebody
   * else wrote meanwhile stays.
   */
  async make({ id, settings, version }: Ledger, now: Date): Promise<void> {
    await this.db.send(
      new UpdateCommand({
        TableName: this.table,
        Key: { ledgerId: id, sk: PROFILE },
        UpdateExpression:
          "SET createdAt = if_not_exists(createdAt, :now), settings = if_not_exists(settings, :settings), " +
          "version = if_not_exists(version, :version)",
        ExpressionAttributeValues: { ":now": now.toISOString(), ":settings": settings, ":version": version },
      }),
    );
  }

  /**
   * Replaces the settings of a ledger as a request found them.
   * @returns false if another version is stored by now.
   */
  async saveSettings({ id, exists, version }: Ledger, settings: Settings, now: Date): Promise<boolean> {
    try {
      await this.db.send(
        new UpdateCommand({
          TableName: this.table,
          Key: { ledgerId: id, sk: PROFILE },
          UpdateExpression:
            "SET createdAt = if_not_exists(createdAt, :now), settings = :settings, version = :next",
          ConditionExpression: exists ? "version = :previous" : "attribute_not_exists(version)",
          ExpressionAttributeValues: {
            ":now": now.toISOString(),
            ":settings": settings,
            ":next": version + 1,
            ...(exists && { ":previous": version }),
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** Returns true if the ledger has a profile. */
  async exists(ledgerId: string): Promise<boolean> {
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: { ledgerId, sk: PROFILE }, ConsistentRead: true }),
    );
    return Item !== undefined;
  }

  /** The ids of all ledgers that have a profile, in pages and in order; from the one after `after`. */
  async *all(after?: string): AsyncGenerator<string[]> {
    const query = {
      TableName: this.table,
      IndexName: LEDGER_KIND_INDEX,
      KeyConditionExpression: "sk = :profile",
      ExpressionAttributeValues: { ":profile": PROFILE },
      ProjectionExpression: "ledgerId",
      ExclusiveStartKey: after === undefined ? undefined : { ledgerId: after, sk: PROFILE },
    };
    for await (const { Items = [] } of paginateQuery({ client: this.db }, query)) {
      yield Items.map((item) => String(item.ledgerId));
    }
  }

  /**
   * Deletes the items of a ledger. The user's own item stays, because it refuses their tokens.
   * @param keepSubscription Leaves the alert subscription as well.
   * @returns The number of deleted items.
   */
  async erase(ledgerId: string, { keepSubscription }: { keepSubscription: boolean }): Promise<number> {
    const kept: unknown[] = keepSubscription ? [USER, ALERT_SUBSCRIPTION] : [USER];
    const query = {
      TableName: this.table,
      KeyConditionExpression: "ledgerId = :ledger",
      ExpressionAttributeValues: { ":ledger": ledgerId },
      ProjectionExpression: "sk",
      ConsistentRead: true,
    };
    let deleted = 0;
    for await (const { Items = [] } of paginateQuery({ client: this.db }, query)) {
      const due = Items.filter(({ sk }) => !kept.includes(sk));
      for (let start = 0; start < due.length; start += CONCURRENT_DELETES) {
        const batch = due.slice(start, start + CONCURRENT_DELETES);
        await Promise.all(batch.map(({ sk }) => this.delete(ledgerId, sk)));
      }
      deleted += due.length;
    }
    return deleted;
  }

  private async delete(ledgerId: string, sk: string): Promise<void> {
    await this.db.send(new DeleteCommand({ TableName: this.table, Key: { ledgerId, sk } }));
  }
}
