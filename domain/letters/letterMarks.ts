import { type DynamoDBDocumentClient, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { written } from "../aws/conditionally";
import { LETTER_MARK } from "../ledgers/ledgerKeys";

/** Remembers for each user the month of the last letter that was emailed. */
export class LetterMarks {
  constructor(
    private readonly db: DynamoDBDocumentClient,
    private readonly table: string,
  ) {}

  /**
   * Records that the letter of a month is about to be emailed to a user.
   * @returns false if that of the month, or of a later one, was already emailed.
   */
  async claim(userId: string, month: string): Promise<boolean> {
    return written(
      this.update(userId, month, {
        UpdateExpression: "SET #month = :month",
        ConditionExpression: "attribute_not_exists(#month) OR #month < :month",
      }),
    );
  }

  /** Reverts a claim whose letter was not emailed. */
  async release(userId: string, month: string): Promise<void> {
    await this.update(userId, month, {
      UpdateExpression: "REMOVE #month",
      ConditionExpression: "#month = :month",
    });
  }

  private async update(
    userId: string,
    month: string,
    expressions: Pick<UpdateCommandInput, "UpdateExpression" | "ConditionExpression">,
  ): Promise<void> {
    await this.db.send(
      new UpdateCommand({
        TableName: this.table,
        Key: { ledgerId: userId, sk: LETTER_MARK },
        ...expressions,
        ExpressionAttributeNames: { "#month": "month" },
        ExpressionAttributeValues: { ":month": month },
      }),
    );
  }
}
