import { type DynamoDBDocumentClient, paginateQuery, paginateScan } from "@aws-sdk/lib-dynamodb";
import { addDays } from "../values/day";
import { CHANGE_INDEX, CHANGE_SHARDS, changeShard } from "./expenseKeys";
import { itemOf } from "./expenseRecord";
import type { ExpenseItem } from "./model";

/** A part of the whole table: segment 0 to segments - 1. */
export interface Segment {
  segment: number;
  segments: number;
}

/** The expenses as backups read them. */
export interface ExpenseSource {
  /**
   * Returns expenses that changed at or after `from`, through the day of `until` (UTC, ISO 8601), oldest change first.
   */
  changes(from: string, until: string): AsyncIterable<ExpenseItem[]>;
  /** Returns the expenses of a segment after the one with the ID `after`, in the order of {@link Segment} scans. */
  segment(segment: Segment, after: string | undefined): AsyncIterable<ExpenseItem[]>;
}

/** The `Expenses` table as the source of backups. */
export class DynamoExpenseSource implements ExpenseSource {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async *changes(from: string, until: string): AsyncGenerator<ExpenseItem[]> {
    const lastDay = until.slice(0, 10);
    for (let day = from.slice(0, 10); day <= lastDay; day = addDays(day, 1)) {
      const shards = Array.from(
        { length: CHANGE_SHARDS },
        (_, shard) => new Pages(this.shard(day, shard, from)),
      );
      yield* merge(shards);
    }
  }

  async *segment({ segment, segments }: Segment, after: string | undefined): AsyncGenerator<ExpenseItem[]> {
    const scan = {
      TableName: this.table,
      // Consistent, because the run must see everything that was written before it.
      ConsistentRead: true,
      Segment: segment,
      TotalSegments: segments,
      ExclusiveStartKey: after === undefined ? undefined : { expenseId: after },
    };
    for await (const { Items = [] } of paginateScan({ client: this.db }, scan)) yield Items.map(itemOf);
  }

  private async *shard(day: string, shard: number, from: string): AsyncGenerator<ExpenseItem[]> {
    const query = {
      TableName: this.table,
      IndexName: CHANGE_INDEX,
      KeyConditionExpression: "changeShard = :shard AND updatedAt >= :from",
      ExpressionAttributeValues: { ":shard": changeShard(day, shard), ":from": from },
    };
    for await (const { Items = [] } of paginateQuery({ client: this.db }, query)) yield Items.map(itemOf);
  }
}

/** A sorted sequence that comes in pages, one of which is held. */
class Pages {
  items: ExpenseItem[] = [];
  private ended = false;

  constructor(private readonly source: AsyncGenerator<ExpenseItem[]>) {}

  /** Ensures that items are held, unless there are no more. */
  async fill(): Promise<void> {
    while (this.items.length === 0 && !this.ended) {
      const { done, value } = await this.source.next();
      if (done) this.ended = true;
      else this.items = value;
    }
  }

  /** The latest change that no earlier change of this sequence can follow; undefined for "all". */
  get complete(): string | undefined {
    return this.ended ? undefined : this.items.at(-1)?.updatedAt;
  }

  /** Takes the changes up to `bound`. */
  take(bound: string | undefined): ExpenseItem[] {
    const end = bound === undefined ? -1 : this.items.findIndex((item) => item.updatedAt > bound);
    return this.items.splice(0, end === -1 ? this.items.length : end);
  }
}

/** Merges sorted sequences, reading all of them at the same time and holding a page of each. */
async function* merge(sequences: Pages[]): AsyncGenerator<ExpenseItem[]> {
  for (;;) {
    await Promise.all(sequences.map((sequence) => sequence.fill()));
    const bounds = sequences.flatMap(({ complete }) => (complete === undefined ? [] : [complete])).sort();
    const chunk = sequences.flatMap((sequence) => sequence.take(bounds[0])).sort(byChange);
    if (chunk.length > 0) yield chunk;
    else if (bounds.length === 0) return;
  }
}

function byChange(a: ExpenseItem, b: ExpenseItem): number {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt < b.updatedAt ? -1 : 1;
  return a.expenseId < b.expenseId ? -1 : 1;
}
