import { type DynamoDBDocumentClient, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { DUE_INDEX } from "./ledgerKeys";

// An item of the `Ledgers` table can be due: from then on a job has to process it. The item itself holds `dueQueue` and
// `dueAt`, so that one conditional write changes both its contents and its next due time.

/** The kinds of items that can be due. Each has one job, which reads its queue. */
export type DueQueue = "rules" | "budgets" | "receipts";

/**
 * The time of items that are not due until somebody changes them, such as a paused rule. They stay in the queue, behind
 * all others, so that it lists every item of its kind.
 */
export const NEVER = "9999-12-31T23:59:59.999Z";

/** Attributes that put an item into a queue. */
export interface DueAttributes {
  dueQueue: DueQueue;
  /** UTC, ISO 8601 with milliseconds. */
  dueAt: string;
}

/** Key of a due item, and since when it is due. */
export interface DueKey {
  ledgerId: string;
  sk: string;
  /** UTC, according to the index. */
  dueAt: string;
}

/**
 * The queues of due items. The cost of reading grows with what is due, not with the number of items. The index may lag
 * behind the table by moments: readers of a key read the item consistently, check its own `dueAt`, and write under a
 * condition.
 */
export class DueItems {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /**
   * The items of a queue that are due at an instant, longest due first, in pages.
   * @param pageSize Maximum number of keys in a page. Default: as many as one `BatchGetItem` takes.
   */
  due(queue: DueQueue, now: Date, pageSize = 100): AsyncGenerator<DueKey[]> {
    return this.read(queue, now.toISOString(), pageSize);
  }

  /**
   * All items of a queue, due or not, in pages. An item whose time changes meanwhile may occur twice, or not at all.
   */
  all(queue: DueQueue): AsyncGenerator<DueKey[]> {
    return this.read(queue, NEVER);
  }

  private async *read(queue: DueQueue, through: string, pageSize?: number): AsyncGenerator<DueKey[]> {
    const query = {
      TableName: this.table,
      IndexName: DUE_INDEX,
      KeyConditionExpression: "dueQueue = :queue AND dueAt <= :through",
      ExpressionAttributeValues: { ":queue": queue, ":through": through },
    };
    for await (const { Items = [] } of paginateQuery({ client: this.db, pageSize }, query)) {
      if (Items.length > 0) yield Items.map(({ ledgerId, sk, dueAt }) => ({ ledgerId, sk, dueAt }));
    }
  }
}
