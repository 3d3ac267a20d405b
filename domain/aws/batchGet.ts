import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MAX_KEYS = 100;

/**
 * Reads the items that exist, consistently and in no particular order.
 * @param attributes The attributes that are returned. Default: all.
 */
export async function batchGet(
  db: DynamoDBDocumentClient,
  table: string,
  keys: readonly Readonly<Record<string, string>>[],
  attributes?: readonly string[],
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  const rest: Record<string, unknown>[] = [...keys];
  while (rest.length > 0) {
    const request = {
      Keys: rest.splice(0, MAX_KEYS),
      ConsistentRead: true,
      ...(attributes && { ProjectionExpression: attributes.join(", ") }),
    };
    const answer = await db.send(new BatchGetCommand({ RequestItems: { [table]: request } }));
    items.push(...(answer.Responses?.[table] ?? []));
    // Keys that a throttled table did not process. If it processes none, the call throws and the client retries with backoff.
    rest.push(...(answer.UnprocessedKeys?.[table]?.Keys ?? []));
  }
  return items;
}
