import { type DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { batchGet } from "../aws/batchGet";
import { written } from "../aws/conditionally";
import { SYSTEM_LEDGER } from "../jobs/jobLog";

/** The version of the stored data, and the position that the next migration has reached. */
interface DataState {
  /** The last finished migration; 0 before the first. */
  version: number;
  /** ID of the last ledger that the next migration has processed; absent before its first page. */
  position?: string;
}

const KEY = { ledgerId: SYSTEM_LEDGER, sk: "dataVersion" };

/** The version of the stored data, an item of the system in the `Ledgers` table. */
export class DataVersion {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  async read(): Promise<DataState> {
    const [item] = await batchGet(this.db, this.table, [KEY]);
    const { version = 0, position }: Partial<DataState> = item ?? {};
    return { version, ...(position !== undefined && { position }) };
  }

  /**
   * Records progress.
   * @param before The version that the migration under way began with.
   * @returns false if another run has finished that migration.
   */
  async move(before: number, state: DataState): Promise<boolean> {
    return written(
      this.db.send(
        new PutCommand({
          TableName: this.table,
          Item: { ...KEY, ...state },
          ConditionExpression: "attribute_not_exists(version) OR version = :before",
          ExpressionAttributeValues: { ":before": before },
        }),
      ),
    );
  }
}
