import { isDeepStrictEqual } from "node:util";
import { arn, physicalName } from "../../engine/arn";
import { LocalCloudError, messageOf } from "../../engine/localCloudError";
import type { CloudContext, ResourceRequest, ResourceResult, Service } from "../../engine/service";
import { folderState, openDynalite } from "./dynalite";

/** Interval between deletions of expired items. AWS promises "within a few days", so readers must filter them anyway. */
const SWEEP_INTERVAL_MS = 10 * 60_000;

/** The inputs of `aws.dynamodb.Table` that matter here. */
interface TableInputs {
  attributes?: { name: string; type: string }[];
  hashKey: string;
  rangeKey?: string;
  globalSecondaryIndexes?: IndexInputs[];
  ttl?: { attributeName?: string; enabled?: boolean };
}

interface IndexInputs {
  name: string;
  hashKey: string;
  rangeKey?: string;
  projectionType: string;
  nonKeyAttributes?: string[];
}

type Item = Record<string, unknown>;

export interface DynamoDb extends Service {
  /** Deletes what has expired in every table with a TTL attribute, now rather than at the next regular sweep. */
  deleteExpired(): Promise<void>;
}

/**
 * DynamoDB over dynalite, kept in `<data>/dynamodb`. What is not here: local indexes, transactions, streams and adding an
 * index to a table that exists. TTL is swept here; `ReturnValuesOnConditionCheckFailure` is added in `dynalite.ts`.
 *
 * @throws LocalCloudError when the folder is damaged or another local cloud uses it.
 */
export async function dynamodb(
  context: Pick<CloudContext, "region" | "accountId" | "dataDir">,
  report: (problem: string) => void,
): Promise<DynamoDb> {
  const engine = await openDynalite(folderOf(context.dataDir));
  const ttlAttributes = new Map<string, string>();

  async function createTable(request: ResourceRequest): Promise<ResourceResult> {
    const inputs = request.inputs as unknown as TableInputs;
    if (request.inputs.localSecondaryIndexes)
      throw new Error("the local DynamoDB does not support local secondary indexes.");
    const name = physicalName(request);
    const wanted = tableDefinition(name, inputs);
    const found = await engine.call("DescribeTable", { TableName: name });
    if (found.status === 200) refuseOtherKeys(name, wanted, found.body.Table as Item);
    else await engine.require("CreateTable", wanted);
    while (!(await isActive(name))) await new Promise(setImmediate);
    if (inputs.ttl?.enabled !== false && inputs.ttl?.attributeName)
      ttlAttributes.set(name, inputs.ttl.attributeName);
    return { id: name, state: { ...request.inputs, name, arn: arn(context, "dynamodb", `table/${name}`) } };
  }

  async function isActive(name: string): Promise<boolean> {
    const { Table } = await engine.require("DescribeTable", { TableName: name });
    return (Table as Item).TableStatus === "ACTIVE";
  }

  async function deleteExpired(): Promise<void> {
    for (const [table, attribute] of ttlAttributes) await deleteExpiredOf(table, attribute);
  }

  async function deleteExpiredOf(table: string, attribute: string): Promise<void> {
    const { Table } = await engine.require("DescribeTable", { TableName: table });
    const keys = keyNames(Table as Item);
    const expired = {
      TableName: table,
      ExpressionAttributeNames: { "#ttl": attribute },
      ExpressionAttributeValues: { ":now": { N: String(Math.floor(Date.now() / 1000)) } },
    };
    let start: unknown;
    do {
      // Pages of 500, so that a large table does not block the process.
      const page: Item = await engine.require("Scan", {
        ...expired,
        FilterExpression: "#ttl < :now",
        Limit: 500,
        ExclusiveStartKey: start,
      });
      for (const item of page.Items as Item[]) {
        const Key = Object.fromEntries(keys.map((key) => [key, item[key]]));
        // If the item was revived since the scan, the condition fails and the item stays.
        await engine.call("DeleteItem", { ...expired, Key, ConditionExpression: "#ttl < :now" });
      }
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
  }

  let sweeping: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = deleteExpired().catch((error) => report(`Deleting expired items failed: ${messageOf(error)}`));
  }, SWEEP_INTERVAL_MS);
  timer.unref();

  return {
    scopes: ["dynamodb"],
    resources: { "aws:dynamodb/table:Table": createTable },
    handle: ({ http, body }, response) => engine.answer(http, body, response),
    deleteExpired,
    async close() {
      clearInterval(timer);
      await sweeping;
      await engine.close();
    },
  };
}

function folderOf(dataDir: string): string {
  return `${dataDir}/dynamodb`;
}

/** Returns true if another local cloud has the tables of a data folder open. */
export async function isInUse(dataDir: string): Promise<boolean> {
  return (await folderState(folderOf(dataDir))) === "locked";
}

/** The `CreateTable` request of a Pulumi table. */
function tableDefinition(name: string, inputs: TableInputs): Item {
  const definition: Item = {
    TableName: name,
    // Always on demand: the engine never throttles.
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: inputs.attributes?.map((one) => ({
      AttributeName: one.name,
      AttributeType: one.type,
    })),
    KeySchema: keySchema(inputs.hashKey, inputs.rangeKey),
  };
  if (inputs.globalSecondaryIndexes?.length) {
    definition.GlobalSecondaryIndexes = inputs.globalSecondaryIndexes.map(index);
  }
  return definition;
}

function index(inputs: IndexInputs): Item {
  return {
    IndexName: inputs.name,
    KeySchema: keySchema(inputs.hashKey, inputs.rangeKey),
    Projection: {
      ProjectionType: inputs.projectionType,
      ...(inputs.nonKeyAttributes?.length && { NonKeyAttributes: inputs.nonKeyAttributes }),
    },
  };
}

function keySchema(hashKey: string, rangeKey: string | undefined): Item[] {
  const schema = [{ AttributeName: hashKey, KeyType: "HASH" }];
  if (rangeKey) schema.push({ AttributeName: rangeKey, KeyType: "RANGE" });
  return schema;
}

function keyNames(table: Item): string[] {
  return (table.KeySchema as { AttributeName: string }[]).map((key) => key.AttributeName);
}

/** On AWS a changed key replaces the table and an index can be added; the engine here can do neither in place. */
function refuseOtherKeys(name: string, wanted: Item, found: Item): void {
  if (isDeepStrictEqual(shape(wanted), shape(found))) return;
  throw new LocalCloudError(
    `The table ${name} in the local data has other keys or indexes than the program declares. ` +
      "Start with --fresh to delete the data.",
  );
}

/** Properties of a table that cannot be changed in place, in a fixed order. */
function shape(table: Item): unknown {
  const byName = (key: string) => (a: Item, b: Item) => (String(a[key]) < String(b[key]) ? -1 : 1);
  const indexes = (table.GlobalSecondaryIndexes as Item[] | undefined) ?? [];
  return {
    keys: table.KeySchema,
    attributes: [...(table.AttributeDefinitions as Item[])].sort(byName("AttributeName")),
    indexes: indexes
      .map(({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }))
      .sort(byName("IndexName")),
  };
}
