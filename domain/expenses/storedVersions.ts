import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MAX_BATCH_GET = 100;

/** The versions of those expenses that are in the table, by id. */
export async function storedVersions(
  db: DynamoDBDocumentClient,
  table: string,
  expenseIds: readonly string[],
): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  const keys: Record<string, unknown>[] = expenseIds.map((expenseId) => ({ expenseId }));
  while (keys.length > 0) {
    const request = {
      Keys: keys.splice(0, MAX_BATCH_GET),
      ConsistentRead: true,
      ProjectionExpression: "expenseId, version",
    };
    const answer = await db.send(new BatchGetCommand({ RequestItems: { [table]: request } }));
    for (const { expenseId, version } of answer.Responses?.[table] ?? []) versions.set(expenseId, version);
    // Keys that a throttled table did not process. If it processes none, the call throws and the client retries with backoff.
    keys.push(...(answer.UnprocessedKeys?.[table]?.Keys ?? []));
  }
  return versions;
}
