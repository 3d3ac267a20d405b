import { arn, physicalName } from "../../engine/arn";
import type { CloudContext, ResourceRequest, ResourceResult } from "../../engine/service";
import { changeIndexes } from "./changeIndexes";
import {
  indexChanges,
  type StoredTable,
  type TableDefinition,
  type TableInputs,
  tableDefinition,
} from "./definition";
import type { Dynalite } from "./dynalite";
import { setProtection } from "./tableSettings";

type Item = Record<string, unknown>;

/** The program's tables: their definitions, the changes of their indexes, and the items in them that expire. */
export class LocalTables {
  /** The inputs of the program's tables, by name. */
  readonly declared = new Map<string, TableInputs>();
  /** The requests that are being answered. A change of indexes waits for them, and later requests wait for it. */
  private readonly answers = new Set<Promise<void>>();
  private changed: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly place: Pick<CloudContext, "region" | "accountId">,
    private readonly engine: Dynalite,
    private readonly onStep?: (text: string) => void,
  ) {}

  async create(request: ResourceRequest): Promise<ResourceResult> {
    const inputs = request.inputs as unknown as TableInputs;
    if (request.inputs.localSecondaryIndexes)
      throw new Error("the local DynamoDB does not support local secondary indexes.");
    const name = physicalName(request);
    const wanted = tableDefinition(name, inputs);
    const found = await this.engine.call("DescribeTable", { TableName: name });
    if (found.status === 200) await this.update(found.body.Table as StoredTable, wanted);
    // On demand, because the engine never throttles.
    else await this.engine.require("CreateTable", { ...wanted, BillingMode: "PAY_PER_REQUEST" });
    while ((await this.describe(name)).TableStatus !== "ACTIVE") await new Promise(setImmediate);
    await setProtection(this.engine.database, name, inputs.deletionProtectionEnabled ?? false);
    this.declared.set(name, inputs);
    const state = { ...request.inputs, name, arn: arn(this.place, "dynamodb", `table/${name}`) };
    return { id: name, state };
  }

  /** Answers a request of a client once no index is being changed. */
  async answering(answer: () => Promise<void>): Promise<void> {
    await this.changed;
    const answered = answer();
    this.answers.add(answered);
    await answered.finally(() => this.answers.delete(answered));
  }

  /** Deletes what has expired in every table with a TTL attribute. Fails after the last one if one of them cannot be read. */
  async deleteExpired(): Promise<void> {
    const failures: unknown[] = [];
    for (const [table, { ttl }] of this.declared)
      if (ttl?.attributeName && ttl.enabled !== false)
        await this.deleteExpiredOf(table, ttl.attributeName).catch((error) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  /** Resolves when no request is being answered any more. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.answers);
  }

  private async describe(name: string): Promise<StoredTable> {
    return (await this.engine.require("DescribeTable", { TableName: name })).Table as StoredTable;
  }

  private async update(found: StoredTable, wanted: TableDefinition): Promise<void> {
    const { added, removed } = indexChanges(found, wanted);
    if (added.length === 0 && removed.length === 0 && found.TableStatus === "ACTIVE") return;
    const change = Promise.allSettled([this.changed, ...this.answers]).then(() =>
      changeIndexes(this.engine.database, wanted, { added, removed }, this.onStep),
    );
    this.changed = Promise.allSettled([change]);
    await change;
  }

  private async deleteExpiredOf(table: string, attribute: string): Promise<void> {
    const keys = keyNames(await this.describe(table));
    const expired = {
      TableName: table,
      ExpressionAttributeNames: { "#ttl": attribute },
      ExpressionAttributeValues: { ":now": { N: String(Math.floor(Date.now() / 1000)) } },
    };
    let start: unknown;
    do {
      // Pages of 500, so that a large table does not block the process.
      const page: Item = await this.engine.require("Scan", {
        ...expired,
        FilterExpression: "#ttl < :now",
        Limit: 500,
        ExclusiveStartKey: start,
      });
      for (const item of page.Items as Item[]) {
        const Key = Object.fromEntries(keys.map((key) => [key, item[key]]));
        // If the item was revived since the scan, the condition fails and the item stays.
        await this.engine.call("DeleteItem", { ...expired, Key, ConditionExpression: "#ttl < :now" });
      }
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
  }
}

function keyNames({ KeySchema }: TableDefinition): string[] {
  return KeySchema.map(({ AttributeName }) => AttributeName);
}
