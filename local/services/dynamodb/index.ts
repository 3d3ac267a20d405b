import type { ServerResponse } from "node:http";

import { parseJson } from "../../engine/document";
import { stateOf } from "../../engine/level";
import { reasonOf } from "../../engine/localCloudError";
import type { AwsRequest, CloudContext, Service } from "../../engine/service";
import { type Dynalite, openDynalite } from "./dynalite";
import { LocalTables } from "./localTables";
import { answerSetting, SETTING_ACTIONS } from "./tableSettings";

/** Interval between deletions of expired items. AWS promises "within a few days", so readers must filter them anyway. */
const SWEEP_INTERVAL_MS = 10 * 60_000;

/** The actions that others call. The engine has more. */
const ACTIONS = [
  "BatchGetItem",
  "BatchWriteItem",
  "DeleteItem",
  "DeleteTable",
  "DescribeTable",
  "DescribeTimeToLive",
  "GetItem",
  "ListTables",
  "PutItem",
  "Query",
  "Scan",
  "UpdateItem",
  "UpdateTable",
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
  const tables = new LocalTables(context, engine, onStep);

  let sweeping: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = tables
      .deleteExpired()
      .catch((error) => report(`DynamoDB: deleting expired items failed: ${reasonOf(error)}`));
  }, SWEEP_INTERVAL_MS);
  timer.unref();

  return {
    scopes: ["dynamodb"],
    resources: { "aws:dynamodb/table:Table": (request) => tables.create(request) },
    handle: (request, response) => tables.answering(() => answer(engine, tables, request, response)),
    deleteExpired: () => tables.deleteExpired(),
    async close() {
      clearInterval(timer);
      await Promise.allSettled([sweeping, tables.idle()]);
      await engine.close();
    },
  };
}

async function answer(
  engine: Dynalite,
  { declared }: LocalTables,
  { http, body }: AwsRequest,
  response: ServerResponse,
): Promise<void> {
  const action = String(http.headers["x-amz-target"]).replace(/^DynamoDB_20120810\./, "");
  if (!ACTIONS.includes(action)) return refuse(response, action);
  if (SETTING_ACTIONS.includes(action)) {
    const input = parseJson(body.toString("utf8"));
    const describe = (about: Record<string, unknown>) => engine.call("DescribeTable", about);
    const reply = await answerSetting(action, input, { declared, database: engine.database, describe });
    if (reply !== undefined) {
      response.writeHead(reply.status, { "Content-Type": "application/x-amz-json-1.0" });
      response.end(JSON.stringify(reply.body));
      return;
    }
  }
  await engine.answer(http, body, response);
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
  return (await stateOf(folderOf(dataDir))) === "locked";
}
