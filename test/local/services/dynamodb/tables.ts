import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { Level } from "level";
import { listen, stopListening } from "../../../../local/engine/listen";
import type { ResourceRequest } from "../../../../local/engine/service";
import { dynamodb } from "../../../../local/services/dynamodb";
import type { Database } from "../../../../local/services/dynamodb/changeIndexes";
import type { TableInputs } from "../../../../local/services/dynamodb/definition";
import { CREDENTIALS, testEndpoint } from "../../../helpers/endpoint";
import { inParallel } from "../../../helpers/inParallel";

export type Item = Record<string, unknown>;

/** The local DynamoDB without the rest of the cloud. */
export interface Tables {
  db: DynamoDBDocumentClient;
  declare(name: string, inputs: TableInputs): Promise<void>;
  put(table: string, ...items: Item[]): Promise<void>;
  /** Every item of an index with a partition key. */
  query(table: string, index: string, key: Item): Promise<Item[]>;
  stop(): Promise<void>;
}

export async function startTables(dataDir: string, onStep?: (text: string) => void): Promise<Tables> {
  const report = (problem: string) => console.error(problem);
  const service = await dynamodb({ region: "us-east-1", accountId: "000000000000", dataDir }, report, onStep);
  const endpoint = testEndpoint([service]);
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${await listen(endpoint, 0)}`,
    region: "us-east-1",
    credentials: CREDENTIALS,
  });
  const db = DynamoDBDocumentClient.from(client);
  return {
    db,
    async declare(name, inputs) {
      const request: ResourceRequest = {
        type: "aws:dynamodb/table:Table",
        name,
        inputs: { ...inputs, name },
      };
      await service.resources[request.type]?.(request);
    },
    async put(TableName, ...items) {
      await inParallel(items, (Item) => db.send(new PutCommand({ TableName, Item })));
    },
    async query(TableName, IndexName, key) {
      const [[name, value] = []] = Object.entries(key);
      const { Items = [] } = await db.send(
        new QueryCommand({
          ...{ TableName, IndexName, KeyConditionExpression: "#key = :value" },
          ...{ ExpressionAttributeNames: { "#key": String(name) } },
          ExpressionAttributeValues: { ":value": value },
        }),
      );
      return Items;
    },
    async stop() {
      client.destroy();
      await stopListening(endpoint);
      await service.close?.();
    },
  };
}

/** Runs work with the local DynamoDB over a data folder. */
export async function withTables<T>(dataDir: string, work: (tables: Tables) => Promise<T>): Promise<T> {
  const tables = await startTables(dataDir);
  try {
    return await work(tables);
  } finally {
    await tables.stop();
  }
}

/** Runs work with what dynalite keeps in a data folder, while no local DynamoDB has it open. */
export async function withDatabase<T>(dataDir: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database: Database = new Level(join(dataDir, "dynamodb"), { valueEncoding: "json" });
  await database.open();
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** All that dynalite keeps in a data folder. */
export function contentsOf(dataDir: string): Promise<[string, unknown][]> {
  return withDatabase(dataDir, (database) => database.iterator().all());
}
