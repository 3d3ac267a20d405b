import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { ExpenseItem } from "./model";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MAX_BATCH_GET = 100;

/**
 * Those of the given expenses that are in the table, by id, as they are at this moment.
 * @param attributes The attributes that are returned besides the id. Default: all.
 */
export async function storedExpenses<Name extends keyof ExpenseItem = keyof ExpenseItem>(
  db: DynamoDBDocumentClient,
  table: string,
  expenseIds: readonly string[],
  attributes?: readonly Name[],
): Promise<Map<string, Pick<ExpenseItem, Name>>> {
  const found = new Map<string, Pick<ExpenseItem, Name>>();
  const keys: Record<string, unknown>[] = expenseIds.map((expenseId) => ({ expenseId }));
  while (keys.length > 0) {
    const request = {
      Keys: keys.splice(0, MAX_BATCH_GET),
      ConsistentRead: true,
      ...(attributes && { ProjectionExpression: ["expenseId", ...attributes].join(", ") }),
    };
    const answer = await db.send(new BatchGetCommand({ RequestItems: { [table]: request } }));
    for (const item of answer.Responses?.[table] ?? []) {
      found.set(item.expenseId, item as Pick<ExpenseItem, Name>);
    }
    // Keys that a throttled table did not process. If it processes none, the call throws and the client retries with backoff.
    keys.push(...(answer.UnprocessedKeys?.[table]?.Keys ?? []));
  }
  return found;
}
