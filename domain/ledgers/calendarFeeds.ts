import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { ApiError } from "../http/apiError";
import { epochSeconds } from "../values/day";
import type { AccessReader } from "./accessReader";
import { CALENDAR } from "./ledgerKeys";
import { hashOfSecret, newSecret } from "./linkSecret";
import type { Ledger, UserRecord } from "./model";
import { isEnded, principalOf } from "./principal";

/**
 * A calendar feed of a member. For this purpose alone, it is equivalent to a session that began when it was created.
 */
interface CalendarFeed {
  /** ID of the user. */
  by: string;
  /** UTC. */
  createdAt: string;
  /** True if it includes amounts. */
  amounts: boolean;
}

/**
 * The calendar feeds of ledgers: one for each member who wants one. Anybody who knows the secret of its address reads
 * the days and the descriptions of recurring expenses, and nothing else. Only the SHA-256 of the secret is stored, as
 * part of the key.
 */
export class CalendarFeeds {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /**
   * The feed of a member, if there is one that can be read.
   * @param record The member's restrictions.
   */
  async of(
    { id, members }: Pick<Ledger, "id" | "members">,
    userId: string,
    record: UserRecord,
  ): Promise<CalendarFeed | undefined> {
    const feeds = await this.all(id, userId);
    return feeds.find((feed) => isOfThisTime(feed, { members }) && !isEnded(feed, record));
  }

  /**
   * Creates a feed, which replaces the former one.
   * @returns its secret, which cannot be read again.
   */
  async create(ledgerId: string, feed: CalendarFeed): Promise<string> {
    const former = await this.all(ledgerId, feed.by);
    const secret = newSecret();
    await this.db.send(
      new PutCommand({ TableName: this.table, Item: { ...keyOf(ledgerId, secret), ...feed } }),
    );
    await this.delete(ledgerId, former);
    return secret;
  }

  /**
   * Revokes a member's feed from the next request on.
   * @param until Keeps one that was created later, by a member who has joined again since.
   */
  async revoke(ledgerId: string, userId: string, until?: Date): Promise<void> {
    const feeds = await this.all(ledgerId, userId);
    const last = until?.toISOString();
    await this.delete(
      ledgerId,
      last === undefined ? feeds : feeds.filter(({ createdAt }) => createdAt <= last),
    );
  }

  /**
   * Finds the feed with a secret, and the current state of its ledger.
   * @throws ApiError 404 if there is none, whatever the reason: it was revoked, its user is no longer a member or has
   *   joined again since, their account is closed or their sessions were ended.
   */
  async open(
    { ledgerId, secret }: { ledgerId: string; secret: string },
    access: Pick<AccessReader, "read">,
  ): Promise<{ feed: CalendarFeed; ledger: Ledger }> {
    const [item] = await batchGet(this.db, this.table, [keyOf(ledgerId, secret)]);
    if (item === undefined) throw notFound();
    const feed = item as unknown as CalendarFeed;
    const found = await access.read(feed.by, ledgerId);
    const claims = { sub: feed.by, auth_time: epochSeconds(new Date(feed.createdAt)) };
    try {
      const { ledger } = principalOf(claims, found, { role: "viewer", recentSignIn: false });
      if (isOfThisTime(feed, ledger)) return { feed, ledger };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
    throw notFound();
  }

  private async all(ledgerId: string, userId: string): Promise<(CalendarFeed & { sk: string })[]> {
    const { Items = [] } = await this.db.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: "ledgerId = :ledger AND begins_with(sk, :calendar)",
        ExpressionAttributeValues: { ":ledger": ledgerId, ":calendar": CALENDAR },
        ConsistentRead: true,
      }),
    );
    return Items.filter(({ by }) => by === userId) as (CalendarFeed & { sk: string })[];
  }

  private async delete(ledgerId: string, feeds: readonly { sk: string }[]): Promise<void> {
    for (const { sk } of feeds) {
      await this.db.send(new DeleteCommand({ TableName: this.table, Key: { ledgerId, sk } }));
    }
  }
}

/** Returns false if its user has left the ledger and joined it again since. */
function isOfThisTime({ by, createdAt }: CalendarFeed, { members = {} }: Pick<Ledger, "members">): boolean {
  return (members[by]?.since ?? "") <= createdAt;
}

const notFound = () => new ApiError("calendar.notFound");

function keyOf(ledgerId: string, secret: string) {
  return { ledgerId, sk: CALENDAR + hashOfSecret(secret) };
}
