import { type DynamoDBDocumentClient, paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { CONCURRENT_REQUESTS } from "../aws/clientDefaults";
import { written } from "../aws/conditionally";
import { inBatches } from "../values/batches";
import { NEVER } from "./dueItems";
import { BUDGETS, RULE } from "./ledgerKeys";

/** The items of a ledger that are due at the beginning of a day in its zone, by the beginning of their sort keys. */
const DUE_BY_DAY = [RULE, BUDGETS];

/**
 * Time within which a due item stays as it is. It may be the claim of a run that is mailing the alerts of budgets, which
 * ends by then.
 */
const SOON_MS = 4 * 60_000;

/**
 * Makes everything in a ledger due now that waits for a day to begin, since its zone changes or it is active again: the jobs
 * process what is due already, and let the rest wait for its days.
 * @param prefixes The beginnings of the sort keys of what becomes due. Default: everything.
 */
export async function makeDueAnew(
  db: DynamoDBDocumentClient,
  table: string,
  ledgerId: string,
  now: Date,
  prefixes: readonly string[] = DUE_BY_DAY,
): Promise<void> {
  for (const prefix of prefixes) {
    const query = {
      TableName: table,
      KeyConditionExpression: "ledgerId = :ledger AND begins_with(sk, :prefix)",
      FilterExpression: "dueAt > :soon AND dueAt < :never",
      ExpressionAttributeValues: {
        ":ledger": ledgerId,
        ":prefix": prefix,
        ":soon": new Date(now.getTime() + SOON_MS).toISOString(),
        ":never": NEVER,
      },
      ConsistentRead: true,
    };
    for await (const { Items = [] } of paginateQuery({ client: db }, query)) {
      for (const group of inBatches(Items, CONCURRENT_REQUESTS)) {
        await Promise.all(group.map(({ sk, dueAt }) => makeDue(db, table, { ledgerId, sk, dueAt }, now)));
      }
    }
  }
}

/** An item that is written meanwhile has its new time. */
const makeDue = (
  db: DynamoDBDocumentClient,
  table: string,
  { ledgerId, sk, dueAt }: Record<"ledgerId" | "sk" | "dueAt", string>,
  now: Date,
): Promise<boolean> =>
  written(
    db.send(
      new UpdateCommand({
        TableName: table,
        Key: { ledgerId, sk },
        UpdateExpression: "SET dueAt = :now",
        ConditionExpression: "dueAt = :before",
        ExpressionAttributeValues: { ":now": now.toISOString(), ":before": dueAt },
      }),
    ),
  );
