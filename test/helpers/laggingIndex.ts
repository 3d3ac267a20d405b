import { CreateTableCommand, DeleteTableCommand, DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { FaultProxy } from "./faultProxy";

let copies = 0;

/**
 * Lets an index lag: from now on its queries are answered as of this moment, while the table and its other indexes go on. The
 * calls of the index are handed to a copy of the table.
 * @returns `catchUp`, which ends the lag.
 */
export async function lagIndex(
  db: DynamoDBDocumentClient,
  proxy: FaultProxy,
  table: string,
  index: string,
): Promise<() => Promise<void>> {
  copies += 1;
  const copy = `${table}.${copies}`;
  await copyTable(db, table, copy);
  proxy.rule = ({ operation, input }) => {
    if (operation !== "Query" || input.TableName !== table || input.IndexName !== index) return undefined;
    return { kind: "instead", body: JSON.stringify({ ...input, TableName: copy }) };
  };
  return async () => {
    proxy.reset();
    await db.send(new DeleteTableCommand({ TableName: copy }));
  };
}

async function copyTable(db: DynamoDBDocumentClient, TableName: string, copy: string): Promise<void> {
  const { Table } = await db.send(new DescribeTableCommand({ TableName }));
  await db.send(
    new CreateTableCommand({
      TableName: copy,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: Table?.AttributeDefinitions,
      KeySchema: Table?.KeySchema,
      GlobalSecondaryIndexes: Table?.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
        IndexName,
        KeySchema,
        Projection,
      })),
    }),
  );
  while (!(await isActive(db, copy))) await new Promise(setImmediate);
  for await (const { Items = [] } of paginateScan({ client: db, pageSize: 25 }, { TableName })) {
    if (Items.length === 0) continue;
    const requests = Items.map((Item) => ({ PutRequest: { Item } }));
    await db.send(new BatchWriteCommand({ RequestItems: { [copy]: requests } }));
  }
}

async function isActive(db: DynamoDBDocumentClient, TableName: string): Promise<boolean> {
  const { Table } = await db.send(new DescribeTableCommand({ TableName }));
  return Table?.TableStatus === "ACTIVE";
}
