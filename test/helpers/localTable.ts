import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { clientDefaults } from "../../domain/aws/clientDefaults";
import { listen, stopListening } from "../../local/engine/listen";
import type { ResourceRequest } from "../../local/engine/service";
import { type DynamoDb, dynamodb } from "../../local/services/dynamodb";
import { CREDENTIALS, testEndpoint } from "./endpoint";
import { FaultProxy } from "./faultProxy";

/** A table on the local engine, without the rest of the program, behind a proxy that can make calls fail. */
export interface LocalTable {
  db: DynamoDBDocumentClient;
  engine: DynamoDb;
  proxy: FaultProxy;
  close(): Promise<void>;
}

export async function startTable(name: string, inputs: Record<string, unknown>): Promise<LocalTable> {
  const dataDir = await mkdtemp(join(tmpdir(), "table-"));
  const report = (problem: string) => console.error(problem);
  const engine = await dynamodb({ region: "us-east-1", accountId: "000000000000", dataDir }, report);
  const request = { type: "aws:dynamodb/table:Table", name, inputs } as unknown as ResourceRequest;
  await engine.resources["aws:dynamodb/table:Table"]?.(request);
  const endpoint = testEndpoint([engine]);
  const settings = { region: "us-east-1", credentials: CREDENTIALS };
  const proxy = new FaultProxy({ ...settings, endpoint: `http://127.0.0.1:${await listen(endpoint, 0)}` });
  const client = new DynamoDBClient({
    ...settings,
    endpoint: await proxy.start(),
    extensions: clientDefaults.extensions,
  });
  return {
    db: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    engine,
    proxy,
    async close() {
      client.destroy();
      await proxy.stop();
      await stopListening(endpoint);
      await engine.close?.();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The table `Ledgers`. */
export function startLedgersTable(): Promise<LocalTable> {
  const attributes = ["ledgerId", "sk", "dueQueue", "dueAt"].map((name) => ({ name, type: "S" }));
  const byKind = { name: "byKind", hashKey: "sk", rangeKey: "ledgerId", projectionType: "ALL" };
  const byDue = { name: "byDue", hashKey: "dueQueue", rangeKey: "dueAt", projectionType: "KEYS_ONLY" };
  return startTable("Ledgers", {
    hashKey: "ledgerId",
    rangeKey: "sk",
    attributes,
    globalSecondaryIndexes: [byKind, byDue],
  });
}

/** All items of a table. */
export async function itemsIn(table: LocalTable, TableName: string): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateScan({ client: table.db }, { TableName })) found.push(...Items);
  return found;
}
