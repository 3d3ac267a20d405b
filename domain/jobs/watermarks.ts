import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { SYSTEM_LEDGER } from "./jobLog";

/** The times up to which jobs have followed what changed, in the `Ledgers` table. */
export class Watermarks {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /** Returns the instant up to which a job has seen every change, UTC; undefined before its first run. */
  async read(job: string): Promise<string | undefined> {
    const { Item } = await this.db.send(
      new GetCommand({ TableName: this.table, Key: keyOf(job), ConsistentRead: true }),
    );
    return Item?.watermark;
  }

  async write(job: string, watermark: string): Promise<void> {
    await this.db.send(new PutCommand({ TableName: this.table, Item: { ...keyOf(job), watermark } }));
  }
}

const keyOf = (job: string) => ({ ledgerId: SYSTEM_LEDGER, sk: `watermark#${job}` });
