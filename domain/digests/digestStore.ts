import { randomUUID } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  type PutCommandInput,
  paginateQuery,
} from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { written } from "../aws/conditionally";
import { latestChange } from "../expenses/changesSince";
import { epochSeconds } from "../values/day";
import { DAY_SECONDS } from "../values/duration";
import { TRASH_DAYS } from "../values/limits";
import type { Digest } from "./model";

/**
 * Version of the contents of digests and of their encoding. Increment it when either changes: digests of other formats
 * are rebuilt.
 */
const FORMAT = 6;

/** Bytes of an item's content. DynamoDB takes items of 400 KB. */
const CHUNK_BYTES = 300 * 1024;

const PREFIX = "month#";
const keyOf = (month: string, chunk: number) => `${PREFIX}${month}#${chunk}`;

/** The first item of a digest. The content of all its items together is compressed JSON. */
interface Head {
  ledgerId: string;
  sk: string;
  format: number;
  /** The table that was summed: a table restored to an earlier second has another name. */
  expensesTable: string;
  until: string;
  /** The same in all items of one digest. */
  stamp: string;
  chunks: number;
  content: Uint8Array;
}

/**
 * Digests in the `Ledgers` table. They are derived data: a reader that finds none builds it. They expire, since a
 * digest that is older than the known changes is of no use.
 */
export class DigestStore {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
    private readonly expensesTable: string,
  ) {}

  /** Returns the existing digests of the given months, by month. */
  async read(ledgerId: string, months: readonly string[]): Promise<Map<string, Digest>> {
    const heads = (
      await this.get(
        ledgerId,
        months.map((month) => keyOf(month, 0)),
      )
    ).filter(({ format, expensesTable }) => format === FORMAT && expensesTable === this.expensesTable);
    const keysOfRest = heads.flatMap((head) => restOf(head));
    const rest = new Map((await this.get(ledgerId, keysOfRest)).map((item) => [item.sk, item]));
    const digests = new Map<string, Digest>();
    for (const head of heads) {
      const parts = [head, ...restOf(head).map((sk) => rest.get(sk))];
      // Two digests that were stored at the same moment may have mixed.
      if (!parts.every((part) => part?.stamp === head.stamp)) continue;
      const content = Buffer.concat(parts.map((part) => part?.content ?? new Uint8Array()));
      digests.set(monthOf(head), { ...JSON.parse(gunzipSync(content).toString()), until: head.until });
    }
    return digests;
  }

  /** Stores a digest, unless a later one exists. */
  async write(ledgerId: string, month: string, { until, ...sums }: Digest, now: Date): Promise<void> {
    const content = gzipSync(JSON.stringify(sums));
    const chunks = Math.ceil(content.length / CHUNK_BYTES);
    const stamp = randomUUID();
    const itemOf = (chunk: number) => ({
      ledgerId,
      sk: keyOf(month, chunk),
      stamp,
      content: content.subarray(chunk * CHUNK_BYTES, (chunk + 1) * CHUNK_BYTES),
      expiresAt: epochSeconds(now) + TRASH_DAYS * DAY_SECONDS,
    });
    const rest = Array.from({ length: chunks - 1 }, (_, index) => itemOf(index + 1));
    await Promise.all(rest.map((item) => this.put({ Item: item })));
    const { expensesTable } = this;
    await this.put({
      Item: { ...itemOf(0), format: FORMAT, expensesTable, until, chunks },
      // A digest from the future was made by a clock that was ahead.
      ConditionExpression:
        "attribute_not_exists(sk) OR #until <= :until OR #until > :latest OR expensesTable <> :table OR #format <> :format",
      ExpressionAttributeNames: { "#until": "until", "#format": "format" },
      ExpressionAttributeValues: {
        ":until": until,
        ":latest": latestChange(now),
        ":table": expensesTable,
        ":format": FORMAT,
      },
    });
  }

  /**
   * Deletes the digests of a ledger. For callers that write expenses with the time of an old change, which no reader of
   * changes would notice.
   */
  async forget(ledgerId: string): Promise<void> {
    const query = {
      TableName: this.table,
      KeyConditionExpression: "ledgerId = :ledger AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":ledger": ledgerId, ":prefix": PREFIX },
      ProjectionExpression: "sk",
      ConsistentRead: true,
    };
    for await (const { Items = [] } of paginateQuery({ client: this.db }, query)) {
      for (const { sk } of Items) {
        await this.db.send(new DeleteCommand({ TableName: this.table, Key: { ledgerId, sk } }));
      }
    }
  }

  private async get(ledgerId: string, keys: readonly string[]): Promise<Head[]> {
    const items = await batchGet(
      this.db,
      this.table,
      keys.map((sk) => ({ ledgerId, sk })),
    );
    return items as unknown as Head[];
  }

  private async put(input: Omit<PutCommandInput, "TableName">): Promise<void> {
    await written(this.db.send(new PutCommand({ TableName: this.table, ...input })));
  }
}

const monthOf = ({ sk }: Head) => sk.slice(PREFIX.length, PREFIX.length + "YYYY-MM".length);

const restOf = (head: Head) =>
  Array.from({ length: head.chunks - 1 }, (_, index) => keyOf(monthOf(head), index + 1));
