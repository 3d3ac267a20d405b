import type { IncomingMessage, ServerResponse } from "node:http";
import { arn, physicalName } from "../../engine/arn";
import { parse } from "../../engine/document";
import { messageOf } from "../../engine/localCloudError";
import type { CloudContext, ResourceRequest, ResourceResult, Service } from "../../engine/service";
import { changeIndexes } from "./changeIndexes";
import {
  indexChanges,
  type StoredTable,
  type TableDefinition,
  type TableInputs,
  tableDefinition,
} from "./definition";
import { folderState, openDynalite } from "./dynalite";
import { answerSetting, SETTING_ACTIONS } from "./tableSettings";

/** Interval between deletions of expired items. AWS promises "within a few days", so readers must filter them anyway. */
const SWEEP_INTERVAL_MS = 10 * 60_000;

type Item = Record<string, unknown>;

/** The actions that others call. The engine has more. */
const ACTIONS = [
  ...["BatchGetItem", "DeleteItem", "GetItem", "PutItem", "Query", "Scan", "UpdateItem"],
  "BatchWriteItem",
  ...["DeleteTable", "DescribeTable", "DescribeTimeToLive", "ListTables", "UpdateTable"],
];

export interface DynamoDb extends Service {
  /** Deletes what has expired in every table with a TTL attribute, now rather than at the next regular sweep. */
  deleteExpired(): Promise<void>;
}

/**
 * DynamoDB over dynalite, kept in `<data>/dynamodb`. What is not here: local indexes, transactions and streams. TTL is swept
 * here; `ReturnValuesOnConditionCheckFailure` is added in `dynalite.ts`, the change of indexes in `changeIndexes.ts`.
 *
 * @throws LocalCloudError when the folder is damaged or another local cloud uses it.
 */
export async function dynamodb(
  context: Pick<CloudContext, "region" | "accountId" | "dataDir">,
  report: (problem: string) => void,
  onStep?: (text: string) => void,
): Promise<DynamoDb> {
  const engine = await openDynalite(folderOf(context.dataDir));
  /** The inputs of the program's tables, by name. */
  const declared = new Map<string, TableInputs>();
  /** The requests that are being answered. A change of indexes waits for them, and later requests wait for it. */
  const answers = new Set<Promise<void>>();
  let changed: Promise<unknown> = Promise.resolve();

  async function createTable(request: ResourceRequest): Promise<ResourceResult> {
    const inputs = request.inputs as unknown as TableInputs;
    if (request.inputs.localSecondaryIndexes)
      throw new Error("the local DynamoDB does not support local secondary indexes.");
    const name = physicalName(request);
    const wanted = tableDefinition(name, inputs);
    const found = await engine.call("DescribeTable", { TableName: name });
    if (found.status === 200) await update(found.body.Table as StoredTable, wanted);
    // On demand, because the engine never throttles.
    else await engine.require("CreateTable", { ...wanted, BillingMode: "PAY_PER_REQUEST" });
    while ((await describe(name)).TableStatus !== "ACTIVE") await new Promise(setImmediate);
    declared.set(name, inputs);
    return { id: name, state: { ...request.inputs, name, arn: arn(context, "dynamodb", `table/${name}`) } };
  }

  async function describe(name: string): Promise<StoredTable> {
    return (await engine.require("DescribeTable", { TableName: name })).Table as StoredTable;
  }

  async function update(found: StoredTable, wanted: TableDefinition): Promise<void> {
    const { added, removed } = indexChanges(found, wanted);
    if (added.length === 0 && removed.length === 0 && found.TableStatus === "ACTIVE") return;
    const change = Promise.allSettled([changed, ...answers]).then(() =>
      changeIndexes(engine.database, wanted, { added, removed }, onStep),
    );
    changed = Promise.allSettled([change]);
    await change;
  }

  async function deleteExpired(): Promise<void> {
    for (const [table, { ttl }] of declared)
      if (ttl?.attributeName && ttl.enabled !== false) await deleteExpiredOf(table, ttl.attributeName);
  }

  async function deleteExpiredOf(table: string, attribute: string): Promise<void> {
    const keys = keyNames(await describe(table));
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

  async function answerRequest(
    action: string,
    http: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): Promise<void> {
    if (!ACTIONS.includes(action)) return refuse(response, action);
    if (SETTING_ACTIONS.includes(action)) {
      const input = parse(body.toString("utf8"));
      const reply = await answerSetting(action, Object(input), declared, (about) =>
        engine.call(action, about),
      );
      if (reply !== undefined) {
        response.writeHead(reply.status, { "Content-Type": "application/x-amz-json-1.0" });
        response.end(JSON.stringify(reply.body));
        return;
      }
    }
    await engine.answer(http, body, response);
  }

  let sweeping: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = deleteExpired().catch((error) => report(`Deleting expired items failed: ${messageOf(error)}`));
  }, SWEEP_INTERVAL_MS);
  timer.unref();

  return {
    scopes: ["dynamodb"],
    resources: { "aws:dynamodb/table:Table": createTable },
    async handle({ http, body }, response) {
      await changed;
      const action = String(http.headers["x-amz-target"]).replace(/^DynamoDB_20120810\./, "");
      const answer = answerRequest(action, http, body, response);
      answers.add(answer);
      await answer.finally(() => answers.delete(answer));
    },
    deleteExpired,
    async close() {
      clearInterval(timer);
      await Promise.allSettled([sweeping, ...answers]);
      await engine.close();
    },
  };
}

function refuse(response: ServerResponse, action: string): void {
  const __type = "com.amazon.coral.service#UnknownOperationException";
  response.writeHead(400, { "Content-Type": "application/x-amz-json-1.0" });
  response.end(
    JSON.stringify({ __type, message: `The local cloud does not support the operation ${action}.` }),
  );
}

function folderOf(dataDir: string): string {
  return `${dataDir}/dynamodb`;
}

/** Returns true if another local cloud has the tables of a data folder open. */
export async function isInUse(dataDir: string): Promise<boolean> {
  return (await folderState(folderOf(dataDir))) === "locked";
}

function keyNames({ KeySchema }: TableDefinition): string[] {
  return KeySchema.map(({ AttributeName }) => AttributeName);
}
