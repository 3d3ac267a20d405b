import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
} from "@aws-sdk/lib-dynamodb";
import { LEDGER_KIND_INDEX } from "./ledgerKeys";

const PROFILE = "profile";

/** The `Ledgers` table: what is known of a ledger besides its expenses, one item per kind (`sk`). */
export class LedgerRepository {
  /** Ledgers whose profile is known to exist, so that only the first expense after a cold start checks it. */
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
