import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { staleBefore } from "../jobs/staleWork";

/** State of a report that a user requested. */
export interface ReportEntry {
  /** YYYY-MM, or YYYY for the report of a year. */
  month: string;
  state: "making" | "made" | "empty" | "failed";
  /** The time it began, UTC. */
  at: string;
}

const REPORT = "report#";

/** Requested reports and their state, in the `Ledgers` table. */
export class ReportLog {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Records the state of a report. */
  async save(ledgerId: string, month: string, state: ReportEntry["state"], now: Date): Promise<void> {
    await this.db.send(
      new PutCommand({
        TableName: this.table,
        Item: { ledgerId, sk: REPORT + month, month, state, at: now.toISOString() },
      }),
    );
  }

  /** Returns the ledger's entries, of one report or of all; one that has been "making" for too long has failed. */
  async entries(ledgerId: string, now: Date, month?: string): Promise<ReportEntry[]> {
    const { Items = [] } = await this.db.send(
      new QueryCommand({
        TableName: this.table,
        // The report of a year is not one of its months.
        KeyConditionExpression: `ledgerId = :ledger AND ${month === undefined ? "begins_with(sk, :report)" : "sk = :report"}`,
        ExpressionAttributeValues: { ":ledger": ledgerId, ":report": REPORT + (month ?? "") },
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => {
      const entry: ReportEntry = { month: item.month, state: item.state, at: item.at };
      return entry.state === "making" && entry.at < staleBefore(now) ? { ...entry, state: "failed" } : entry;
    });
  }
}
