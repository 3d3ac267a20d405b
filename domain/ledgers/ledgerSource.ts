import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { DueItems, type DueQueue } from "./dueItems";
import { itemsOfKind } from "./kindItems";
import { ADDRESS, BUDGETS, PROFILE, USER, USER_SETTINGS } from "./ledgerKeys";

/**
 * Kinds of items that backups copy: what users entered and no other source holds, and whose it is. Excluded are what
 * Cognito and SNS hold themselves (rights, subscriptions), what is created again on request (exports, reports), and
 * what expires (quotas, leases, jobs).
 */
export const BACKED_UP_KINDS = [PROFILE, USER_SETTINGS, ADDRESS, BUDGETS] as const;
export type BackedUpKind = (typeof BACKED_UP_KINDS)[number];

/** An item of the `Ledgers` table with all its attributes. */
export type LedgerItem = Record<string, unknown> & { ledgerId: string; version?: number };

/** Key of an item in the `Ledgers` table. */
interface ItemKey {
  ledgerId: string;
  sk: string;
}

/** Returns one text for a key. */
export const textOfKey = ({ ledgerId, sk }: ItemKey) => `${sk} of ${ledgerId}`;

/** An item that is one of several of its kind in a ledger. */
export type QueuedItem = LedgerItem & { sk: string };

/** The ledgers as backups read them. */
export interface LedgerSource {
  /** The items of a queue, due or not, with the tombstones of deleted ones. */
  queued(queue: DueQueue): AsyncIterable<QueuedItem[]>;
  /** Returns the keys that have an item, as `sk` and ledger in one text. */
  present(keys: readonly ItemKey[]): Promise<ReadonlySet<string>>;
  /** The items of a kind, in the order of ledgers, after the given one. */
  items(kind: string, after?: string): AsyncIterable<LedgerItem[]>;
  /** The IDs of ledgers whose account was closed recently. */
  closed(): AsyncIterable<string[]>;
}

/** The `Ledgers` table as the source of backups. Its index may lag behind by moments; the next run catches up. */
export class DynamoLedgerSource implements LedgerSource {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async *items(kind: string, after = ""): AsyncGenerator<LedgerItem[]> {
    const query = after === "" ? {} : { ExclusiveStartKey: { ledgerId: after, sk: kind } };
    for await (const items of itemsOfKind(this.db, this.table, kind, query)) yield items as LedgerItem[];
  }

  async *closed(): AsyncGenerator<string[]> {
    const query = { ProjectionExpression: "ledgerId, closed" };
    for await (const items of itemsOfKind(this.db, this.table, USER, query)) {
      yield items.filter(({ closed }) => closed !== undefined).map(({ ledgerId }) => String(ledgerId));
    }
  }

  async *queued(queue: DueQueue): AsyncGenerator<QueuedItem[]> {
    const due = new DueItems(this.db, this.table);
    for await (const page of due.all(queue)) {
      const keys = page.map(({ ledgerId, sk }) => ({ ledgerId, sk }));
      yield (await batchGet(this.db, this.table, keys)) as QueuedItem[];
    }
  }

  async present(keys: readonly ItemKey[]): Promise<ReadonlySet<string>> {
    const items = await batchGet(
      this.db,
      this.table,
      keys.map(({ ledgerId, sk }) => ({ ledgerId, sk })),
      ["ledgerId", "sk"],
    );
    return new Set((items as unknown as ItemKey[]).map(textOfKey));
  }
}
