import { type DynamoDBDocumentClient, PutCommand, paginateQuery, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Alert } from "../expenses/model";
import { formatAmount } from "../values/money";
import type { SentAlert } from "./alertSchemas";

const ALERT = "alert#";

/** Maximum number of recent alerts that are listed. */
export const LAST_ALERTS = 50;

/** The alerts that were sent, in the `Ledgers` table. */
export class AlertLog {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Records that an alert was sent. Recording it twice changes nothing. */
  async record(ledgerId: string, alert: SentAlert): Promise<void> {
    await this.db.send(
      new PutCommand({
        TableName: this.table,
        Item: { ...alert, ledgerId, sk: `${ALERT}${alert.at}#${alert.alertId}` },
      }),
    );
  }

  /** All alerts of a ledger, newest first, in pages. */
  async *all(ledgerId: string): AsyncGenerator<SentAlert[]> {
    for await (const { Items = [] } of paginateQuery({ client: this.db }, this.query(ledgerId))) {
      yield Items.map(toSentAlert);
    }
  }

  /** The ledger's last alerts, newest first. */
  async last(ledgerId: string, limit: number): Promise<SentAlert[]> {
    const { Items = [] } = await this.db.send(new QueryCommand({ ...this.query(ledgerId), Limit: limit }));
    return Items.map(toSentAlert);
  }

  private query(ledgerId: string) {
    return {
      TableName: this.table,
      KeyConditionExpression: "ledgerId = :ledger AND begins_with(sk, :alert)",
      ExpressionAttributeValues: { ":ledger": ledgerId, ":alert": ALERT },
      ScanIndexForward: false,
    };
  }
}

function toSentAlert({ ledgerId: _ledger, sk: _sk, ...alert }: Record<string, unknown>): SentAlert {
  return alert as SentAlert;
}

/** Shapes an alert for the log. */
export function sentAlertOf(expenseId: string, { id, amount, ...alert }: Alert): SentAlert {
  return { alertId: id, expenseId, ...alert, amount: formatAmount(amount, alert.currency) };
}
