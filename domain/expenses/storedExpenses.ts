import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { itemOf } from "./expenseRecord";
import type { ExpenseItem } from "./model";

/**
 * Returns the given expenses that are in the table, by ID, as they are now.
 * @param attributes The attributes that are returned besides the ID. Default: all.
 */
export async function storedExpenses<Name extends keyof ExpenseItem = keyof ExpenseItem>(
  db: DynamoDBDocumentClient,
  table: string,
  expenseIds: readonly string[],
  attributes?: readonly Name[],
): Promise<Map<string, Pick<ExpenseItem, Name>>> {
  const keys = expenseIds.map((expenseId) => ({ expenseId }));
  const items = await batchGet(db, table, keys, attributes && ["expenseId", ...attributes]);
  return new Map(items.map((item) => [String(item.expenseId), itemOf(item)]));
}
