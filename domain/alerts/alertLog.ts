import { type DynamoDBDocumentClient, PutCommand, paginateQuery, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Alert } from "../expenses/model";
import { formatAmount } from "../values/money";
import type { SentAlert } from "./alertSchemas";

const ALERT = "alert#";

/** Maximum number of recent alerts in a list. */
export const LAST_ALERTS = 50;

/** An alert as it is recorded. */
export interface AlertRecord extends Omit<SentAlert, "mailed"> {
  /** IDs of the users to whom it was emailed. Absent from alerts recorded before this was kept. */
  mailedTo?: string[];
}

/** The alerts of ledgers, in the `Ledgers` table. */
export class AlertLog {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Records an alert. Recording it twice leaves one. */
  async record(ledgerId: string, alert: AlertRecord): Promise<void> {
    await this.db.send(
      new PutCommand({
        TableName: this.table,
        Item: { ...alert, ledgerId, sk: `${ALERT}${alert.at}#${alert.alertId}` },
      }),
    );
  }

  /** Returns all alerts of a ledger in pages, newest first; as a user sees them, if one is given. */
  async *all(ledgerId: string, userId?: string): AsyncGenerator<SentAlert[]> {
    for await (const { Items = [] } of paginateQuery({ client: this.db }, this.query(ledgerId))) {
      yield Items.map((item) => toSentAlert(item, userId));
    }
  }

  /** The ledger's last alerts as a user sees them, newest first. */
  async last(ledgerId: string, userId: string, limit: number): Promise<SentAlert[]> {
    const { Items = [] } = await this.db.send(new QueryCommand({ ...this.query(ledgerId), Limit: limit }));
    return Items.map((item) => toSentAlert(item, userId));
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

function toSentAlert(
  { ledgerId: _ledger, sk: _sk, mailedTo, ...alert }: Record<string, unknown>,
  userId: string | undefined,
): SentAlert {
  const mailed = Array.isArray(mailedTo) && userId !== undefined && { mailed: mailedTo.includes(userId) };
  return { ...(alert as SentAlert), ...mailed };
}

/** Shapes an alert for the log. */
export function alertRecordOf(
  expenseId: string,
  { id, amount, ...alert }: Alert,
  mailedTo: string[],
): AlertRecord {
  return { alertId: id, expenseId, ...alert, amount: formatAmount(amount, alert.currency), mailedTo };
}
