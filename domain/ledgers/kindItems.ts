import { type DynamoDBDocumentClient, paginateQuery, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { LEDGER_KIND_INDEX } from "./ledgerKeys";

/**
 * The items of a kind in the `Ledgers` table, of all ledgers, in pages and in the order of their partition keys. The index may lag
 * behind by moments.
 * @param kind Their sort key.
 * @param query What to read of them, and which.
 */
export async function* itemsOfKind(
  db: DynamoDBDocumentClient,
  table: string,
  kind: string,
  query: Pick<QueryCommandInput, "ProjectionExpression" | "FilterExpression" | "ExclusiveStartKey"> = {},
): AsyncGenerator<Record<string, unknown>[]> {
  const input = {
    TableName: table,
    IndexName: LEDGER_KIND_INDEX,
    KeyConditionExpression: "sk = :kind",
    ExpressionAttributeValues: { ":kind": kind },
    ...query,
  };
  for await (const { Items = [] } of paginateQuery({ client: db }, input)) yield Items;
}
