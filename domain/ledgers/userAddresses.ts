import { DeleteCommand, type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { itemsOfKind } from "./kindItems";
import { ADDRESS } from "./ledgerKeys";
import type { Ledger } from "./model";

/** The address of a user as it is stored. */
export interface StoredAddress {
  email: string;
  /** Grows with every change. */
  version: number;
}

/**
 * The addresses of users outside the user pool, in the `Ledgers` table and therefore in the backup: if the pool is
 * lost, only they reveal whose a ledger is. They follow Cognito within a day.
 */
export class UserAddresses {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Returns the known addresses of members of a ledger, by user ID. */
  async ofMembers({ members = {} }: Pick<Ledger, "members">): Promise<Map<string, string>> {
    const keys = Object.keys(members).map(keyOf);
    const items = await batchGet(this.db, this.table, keys, ["ledgerId", "email"]);
    return new Map(items.map(({ ledgerId, email }) => [String(ledgerId), String(email)]));
  }

  /** The addresses of all users, in pages. */
  async *all(): AsyncGenerator<(StoredAddress & { userId: string })[]> {
    const query = { ProjectionExpression: "ledgerId, email, version" };
    for await (const items of itemsOfKind(this.db, this.table, ADDRESS, query)) {
      yield items.map(({ ledgerId, email, version }) => ({
        userId: String(ledgerId),
        email: String(email),
        version: Number(version),
      }));
    }
  }

  /** Replaces the record of a user by what Cognito reports. */
  async note(userId: string, email: string, known?: StoredAddress): Promise<void> {
    const Item = { ...keyOf(userId), email, version: (known?.version ?? 0) + 1 };
    await this.db.send(new PutCommand({ TableName: this.table, Item }));
  }

  async forget(userId: string): Promise<void> {
    await this.db.send(new DeleteCommand({ TableName: this.table, Key: keyOf(userId) }));
  }
}

function keyOf(userId: string) {
  return { ledgerId: userId, sk: ADDRESS };
}
