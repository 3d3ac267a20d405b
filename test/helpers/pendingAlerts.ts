import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { databaseOf, itemsOf, type TestCloud } from "./cloud";

/** Lets the sweep run after the minute that it leaves to the requests that marked a ledger's alerts. */
export async function sweepLater(cloud: TestCloud, ledgerId: string) {
  for (const { expenseId, alertState } of await itemsOf(cloud, "Expenses", ledgerId)) {
    if (alertState !== "pending") continue;
    await databaseOf(cloud).send(
      new UpdateCommand({
        TableName: "Expenses",
        Key: { expenseId },
        UpdateExpression: "SET alertAt = :past",
        ExpressionAttributeValues: { ":past": new Date(Date.now() - 61_000).toISOString() },
      }),
    );
  }
  return cloud.lambda.invoke("sweepAlerts", {});
}
