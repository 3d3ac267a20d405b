import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { SignatureV4 } from "@smithy/signature-v4";
import { indexKeys } from "../domain/expenses/expenseKeys";
import type { ExpenseItem } from "../domain/expenses/model";
import { listen, stopListening } from "../local/engine/listen";
import { Sha256 } from "../local/engine/signature";
import { dynamodb } from "../local/services/dynamodb";
import { CREDENTIALS, testEndpoint } from "../test/helpers/endpoint";
import { programGraph } from "../test/helpers/graph";

/** Traffic between clients and DynamoDB. */
export interface Counts {
  /** By action, such as `PutItem`. */
  requests: Record<string, number>;
  /** Items that the table read for queries and scans. */
  itemsRead: number;
  /** As DynamoDB bills them, indexes included. */
  readUnits: number;
  writeUnits: number;
}

/** The program's tables on the local engine, behind a proxy that counts. */
export interface Wire {
  db: DynamoDBDocumentClient;
  /** Address at which clients find DynamoDB. */
  url: string;
  /** Returns the traffic while `work` runs. */
  counting(work: () => Promise<unknown>): Promise<Counts>;
  /** Puts expenses, with their index keys. */
  load(items: Iterable<ExpenseItem>): Promise<void>;
  close(): Promise<void>;
}

/** @param folder Folder in which the engine keeps the tables. */
export async function startWire(folder: string): Promise<Wire> {
  mkdirSync(folder, { recursive: true });
  const report = (problem: string) => console.error(problem);
  const tables = await dynamodb({ region: "us-east-1", accountId: "000000000000", dataDir: folder }, report);
  const indexes: Indexes = new Map();
  for (const table of (await programGraph()).ofType("aws:dynamodb/table:Table")) {
    await tables.resources["aws:dynamodb/table:Table"]?.(table);
    indexes.set(table.name, Object(table.inputs).globalSecondaryIndexes ?? []);
  }
  const endpoint = testEndpoint([tables]);
  const target = `http://127.0.0.1:${await listen(endpoint, 0)}`;
  let counts = noCounts();
  const proxy = createServer((request, response) => {
    forward(target, indexes, request, response, counts).catch((error) => response.destroy(error));
  });
  const url = `http://127.0.0.1:${await listen(proxy, 0)}`;
  const db = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: url, region: "us-east-1", credentials: CREDENTIALS }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  return {
    db,
    url,
    async counting(work) {
      counts = noCounts();
      await work();
      return counts;
    },
    load: (items) => load(db, items),
    async close() {
      await stopListening(proxy);
      await stopListening(endpoint);
      await tables.close?.();
    },
  };
}

function noCounts(): Counts {
  return { requests: {}, itemsRead: 0, readUnits: 0, writeUnits: 0 };
}

const READS = /^(Get|BatchGet|Query|Scan)/;

/** Signs requests whose bodies the proxy has changed again. */
const signer = new SignatureV4({
  ...{ service: "dynamodb", region: "us-east-1", credentials: CREDENTIALS, sha256: Sha256 },
});

/** The indexes of each table, by its name. */
type Indexes = Map<string, readonly { hashKey: string; rangeKey: string }[]>;

async function forward(
  target: string,
  indexes: Indexes,
  request: IncomingMessage,
  response: ServerResponse,
  counts: Counts,
) {
  const chunks: Buffer[] = [];
  request.on("data", (chunk) => chunks.push(chunk));
  await once(request, "end");
  const action = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
  const input = { ...JSON.parse(Buffer.concat(chunks).toString()), ReturnConsumedCapacity: "TOTAL" };
  const { headers, body } = await signer.sign({
    ...{ method: "POST", protocol: "http:", hostname: new URL(target).hostname, path: "/" },
    headers: {
      host: new URL(target).host,
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": String(request.headers["x-amz-target"]),
    },
    body: JSON.stringify(input),
  });
  const answer = await fetch(target, { method: "POST", headers, body });
  const text = await answer.text();
  count(counts, action, JSON.parse(text), writesOf(input, indexes));
  response.writeHead(answer.status, { "content-type": "application/x-amz-json-1.0" });
  response.end(text);
}

/**
 * DynamoDB bills a new item once for the table and once for each index that contains it; the engine bills the table
 * only.
 */
function writesOf({ TableName, Item = {} }: { TableName: string; Item?: object }, indexes: Indexes): number {
  const own = indexes.get(TableName) ?? [];
  return 1 + own.filter(({ hashKey, rangeKey }) => hashKey in Item && rangeKey in Item).length;
}

interface Output {
  ScannedCount?: number;
  ConsumedCapacity?: { CapacityUnits: number } | { CapacityUnits: number }[];
}

function count(
  counts: Counts,
  action: string,
  { ScannedCount = 0, ConsumedCapacity = [] }: Output,
  writes: number,
): void {
  counts.requests[action] = (counts.requests[action] ?? 0) + 1;
  counts.itemsRead += ScannedCount;
  const units = [ConsumedCapacity].flat().reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0);
  if (READS.test(action)) counts.readUnits += units;
  else counts.writeUnits += units * writes;
}

/** Number of concurrent requests, each with 25 items. */
const CONCURRENT = 4;

async function load(db: DynamoDBDocumentClient, items: Iterable<ExpenseItem>): Promise<void> {
  const rest = items[Symbol.iterator]();
  const writer = async () => {
    for (let batch = take(rest, 25); batch.length > 0; batch = take(rest, 25)) {
      const Expenses = batch.map((item) => ({ PutRequest: { Item: { ...item, ...indexKeys(item) } } }));
      await db.send(new BatchWriteCommand({ RequestItems: { Expenses } }));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, writer));
}

function take<T>(iterator: Iterator<T>, count: number): T[] {
  const taken: T[] = [];
  while (taken.length < count) {
    const { done, value } = iterator.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}
