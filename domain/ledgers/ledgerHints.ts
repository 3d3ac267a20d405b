import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { written } from "../aws/conditionally";

/** Sort keys of the items that name the ledgers a user may be a member of. */
const IN = "in#";

/** Returns true for the sort key of a hint. */
export const isHint = (sk: unknown) => String(sk).startsWith(IN);

/**
 * The ledgers a user may be a member of, as items of their own in the `Ledgers` table. They are hints: written before a
 * user becomes a member and removed afterwards, so that none is missing, and checked against the ledger when they are
 * read. A user's ledgers are therefore found with one read each and without an index.
 */
export class LedgerHints {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async add(userId: string, ledgerId: string, now: Date): Promise<void> {
    const Item = { ...keyOf(userId, ledgerId), at: now.toISOString() };
    await this.db.send(new PutCommand({ TableName: this.table, Item }));
  }

  /** Removes a hint, unless the user has joined again since. */
  async remove(userId: string, ledgerId: string, since: Date): Promise<void> {
    await written(
      this.db.send(
        new DeleteCommand({
          TableName: this.table,
          Key: keyOf(userId, ledgerId),
          ConditionExpression: "attribute_not_exists(sk) OR #at <= :since",
          ExpressionAttributeNames: { "#at": "at" },
          ExpressionAttributeValues: { ":since": since.toISOString() },
        }),
      ),
    );
  }

  /** Returns the IDs of the ledgers that a user may be a member of, in order. */
  async of(userId: string): Promise<string[]> {
    return (await this.all(userId)).map(({ ledgerId }) => ledgerId);
  }

  /** Returns the hints of a user, in the order of the ledgers' IDs, with the time of each, UTC. */
  async all(userId: string): Promise<{ ledgerId: string; at: string }[]> {
    const hints: { ledgerId: string; at: string }[] = [];
    const query = {
      TableName: this.table,
      KeyConditionExpression: "ledgerId = :user AND begins_with(sk, :in)",
      ExpressionAttributeNames: { "#at": "at" },
      ExpressionAttributeValues: { ":user": userId, ":in": IN },
      ProjectionExpression: "sk, #at",
      ConsistentRead: true,
    };
    for await (const { Items = [] } of paginateQuery({ client: this.db }, query)) {
      hints.push(
        ...Items.map(({ sk, at }) => ({ ledgerId: String(sk).slice(IN.length), at: String(at ?? "") })),
      );
    }
    return hints;
  }
}

function keyOf(userId: string, ledgerId: string) {
  return { ledgerId: userId, sk: IN + ledgerId };
}
