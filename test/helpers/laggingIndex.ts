import { DeleteTableCommand, DescribeTableCommand, type KeySchemaElement } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { DynamoDb } from "../../local/services/dynamodb";
import type { FaultProxy } from "./faultProxy";

/** The local engine, and a client of it. */
export interface Tables {
  db: DynamoDBDocumentClient;
  engine: DynamoDb;
}

let copies = 0;

/**
 * Lets an index lag: from now on its queries are answered as of this moment, while the table and its other indexes go on. The
 * calls of the index are handed to a copy of the table.
 * @returns `catchUp`, which ends the lag.
 */
export async function lagIndex(
  tables: Tables,
  proxy: FaultProxy,
  table: string,
  index: string,
): Promise<() => Promise<void>> {
  copies += 1;
  const copy = `${table}.${copies}`;
  await copyTable(tables, table, copy);
  proxy.rule = ({ operation, input }) => {
    if (operation !== "Query" || input.TableName !== table || input.IndexName !== index) return undefined;
    return { kind: "instead", body: JSON.stringify({ ...input, TableName: copy }) };
  };
  return async () => {
    proxy.reset();
    await tables.db.send(new DeleteTableCommand({ TableName: copy }));
  };
}

async function copyTable({ db, engine }: Tables, TableName: string, copy: string): Promise<void> {
  const { Table } = await db.send(new DescribeTableCommand({ TableName }));
  const inputs = {
    ...keysOf(Table?.KeySchema),
    attributes: Table?.AttributeDefinitions?.map(({ AttributeName: name, AttributeType: type }) => ({
      name,
      type,
    })),
    globalSecondaryIndexes: Table?.GlobalSecondaryIndexes?.map(
      ({ IndexName: name, KeySchema, Projection }) => ({
        name,
        ...keysOf(KeySchema),
        projectionType: Projection?.ProjectionType,
        nonKeyAttributes: Projection?.NonKeyAttributes,
      }),
    ),
  };
  await engine.resources[TABLE]?.({ type: TABLE, name: copy, inputs: { name: copy, ...inputs } });
  for await (const { Items = [] } of paginateScan({ client: db, pageSize: 25 }, { TableName })) {
    if (Items.length === 0) continue;
    const requests = Items.map((Item) => ({ PutRequest: { Item } }));
    await db.send(new BatchWriteCommand({ RequestItems: { [copy]: requests } }));
  }
}

const TABLE = "aws:dynamodb/table:Table";

function keysOf(schema: KeySchemaElement[] = []) {
  const name = (type: string) => schema.find(({ KeyType }) => KeyType === type)?.AttributeName;
  return { hashKey: name("HASH"), rangeKey: name("RANGE") };
}
